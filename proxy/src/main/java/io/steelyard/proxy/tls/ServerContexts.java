package io.steelyard.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.tls.HostPattern;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All certificates of a listener as of one generation. Whoever looks into it holds it ({@link #retain}): it is freed when
 * it was exchanged and nobody holds it any more. Which certificate a client gets is found by one or two look-ups, however
 * many there are.
 */
public final class ServerContexts extends AbstractReferenceCounted {
    private final TlsTerms terms;
    private final ServerContext usual;
    /** By host; a wildcard by what follows its star. */
    private final Map<String, ServerContext> byHost = new HashMap<>();

    private final Map<String, ServerContext> byDomain = new HashMap<>();

    private ServerContexts(TlsTerms terms, ServerContext usual) {
        this.terms = terms;
        this.usual = usual;
    }

    /**
     * @param before those of the generation before, which lends what has not changed; null for none
     * @throws TlsException when one of the certificates, or its key, cannot be used; nothing is left then
     */
    static ServerContexts of(String place, TlsTerms terms, ServerTools tools, @Nullable ServerContexts before)
            throws TlsException {
        DesiredTls desired = terms.desired();
        Making making = new Making(place, terms, tools, before == null ? Map.of() : before.byIdentity());
        ServerContexts made = new ServerContexts(terms, making.context(desired.certificate()));
        try {
            for (DesiredTls.Mapping mapping : desired.mappings()) {
                made.add(mapping.host(), making.context(mapping.certificate()));
            }
            return made;
        } catch (TlsException unusable) {
            made.release();
            throw unusable;
        }
    }

    private record Making(String place, TlsTerms terms, ServerTools tools, Map<Identity, ServerContext> known) {
        ServerContext context(DesiredCertificate certificate) throws TlsException {
            Identity identity = Identity.of(place, certificate, terms);
            ServerContext same = known.get(identity);
            return same == null ? ServerContext.of(identity, tools) : same.retain();
        }
    }

    private Map<Identity, ServerContext> byIdentity() {
        return all().collect(Collectors.toMap(ServerContext::identity, context -> context, (one, _) -> one));
    }

    private void add(HostPattern host, ServerContext context) {
        @Nullable
        ServerContext replaced = host.isWildcard()
                ? byDomain.put(host.value().substring(1), context)
                : byHost.put(host.value(), context);
        if (replaced != null) {
            replaced.release();
        }
    }

    private Stream<ServerContext> all() {
        return Stream.of(Stream.of(usual), byHost.values().stream(), byDomain.values().stream())
                .flatMap(contexts -> contexts);
    }

    TlsTerms terms() {
        return terms;
    }

    /** Whether what a client asks for makes a difference. */
    boolean hasMappings() {
        return !byHost.isEmpty() || !byDomain.isEmpty();
    }

    /**
     * For a client that asks for a host: its own mapping, else that of all hosts of its domain, else the usual one.
     *
     * @param host null when it asks for none
     * @throws TlsException when that cannot be loaded again
     */
    SslHandler newHandler(@Nullable String host, ByteBufAllocator allocator) throws TlsException {
        ServerContext chosen = host == null ? usual : named(host.toLowerCase(Locale.ROOT));
        return chosen.newHandler(allocator);
    }

    private ServerContext named(String host) {
        ServerContext exact = byHost.get(host);
        if (exact != null) {
            return exact;
        }
        int dot = host.indexOf('.');
        return dot <= 0 ? usual : byDomain.getOrDefault(host.substring(dot), usual);
    }

    void renewTicketKeys() {
        all().forEach(ServerContext::renewTicketKeys);
    }

    @Override
    protected void deallocate() {
        all().forEach(ServerContext::release);
    }

    @Override
    public ServerContexts retain() {
        super.retain();
        return this;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
