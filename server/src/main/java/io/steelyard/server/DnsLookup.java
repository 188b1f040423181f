package io.steelyard.server;

import io.steelyard.control.node.NameLookup;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks name servers with the JDK's own client, a thread for each name. */
final class DnsLookup implements NameLookup {
    private static final Logger LOG = LoggerFactory.getLogger(DnsLookup.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Hashtable<String, String> environment = new Hashtable<>();

    private DnsLookup(String servers) {
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", "900");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
    }

    /** @param servers empty for those of this machine */
    static DnsLookup at(List<InetSocketAddress> servers) {
        return new DnsLookup(
                servers.isEmpty()
                        ? "dns:"
                        : servers.stream().map(DnsLookup::url).collect(Collectors.joining(" ")));
    }

    private static String url(InetSocketAddress server) {
        String host = server.getAddress().getHostAddress();
        return "dns://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
    }

    @Override
    public Map<DomainName, List<IpAddress>> lookup(Collection<DomainName> names) {
        Map<DomainName, List<IpAddress>> found = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(names.size());
        names.forEach(name -> Thread.ofVirtual().start(() -> {
            found.put(name, lookup(name));
            left.countDown();
        }));
        try {
            if (!left.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} names were not resolved in time", left.getCount());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return Map.copyOf(found);
    }

    /** The DNS provider gives text and nothing else: no object is read from an answer. */
    @SuppressWarnings("BanJNDI")
    private List<IpAddress> lookup(DomainName name) {
        List<IpAddress> addresses = new ArrayList<>();
        try {
            DirContext context = new InitialDirContext(environment);
            try {
                NamingEnumeration<? extends Attribute> kinds = context.getAttributes(
                                name.value() + ".", new String[] {"A", "AAAA"})
                        .getAll();
                while (kinds.hasMore()) {
                    collect(kinds.next(), addresses);
                }
            } finally {
                context.close();
            }
        } catch (NamingException unknown) {
            LOG.debug("{} cannot be resolved: {}", name, unknown.toString());
        }
        return addresses;
    }

    private static void collect(Attribute kind, List<IpAddress> addresses) throws NamingException {
        NamingEnumeration<?> values = kind.getAll();
        while (values.hasMore()) {
            IpAddress.parse(String.valueOf(values.next())).ifPresent(addresses::add);
        }
    }
}
