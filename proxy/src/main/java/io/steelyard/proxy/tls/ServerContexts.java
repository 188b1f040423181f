package io.steelyard.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import io.steelyard.domain.desired.DesiredTls;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All certificates of a listener as of one generation. Whoever looks into it holds it ({@link #retain}): it is freed when
 * it was exchanged and nobody holds it any more.
 */
public final class ServerContexts extends AbstractReferenceCounted {
    private final DesiredTls desired;
    private final ServerContext usual;
    /** By host; a wildcard by what follows its star. */
    private final Map<String, ServerContext> byHost = new HashMap<>();

    private final Map<String, ServerContext> byDomain = new HashMap<>();

    private ServerContexts(DesiredTls desired, ServerContext usual) {
        this.desired = desired;
        this.usual = usual;
    }

    /** @throws TlsException when one of the certificates, or its key, cannot be used; nothing is left then */
    public static ServerContexts of(DesiredTls desired) throws TlsException {
        ServerContexts made = new ServerContexts(
                desired, ServerContext.of(desired.certificate(), desired.versions(), desired.ciphers()));
        try {
            for (DesiredTls.Mapping mapping : desired.mappings()) {
                made.add(mapping);
            }
            return made;
        } catch (TlsException unusable) {
            made.release();
            throw unusable;
        }
    }

    private void add(DesiredTls.Mapping mapping) throws TlsException {
        ServerContext context = ServerContext.of(mapping.certificate(), desired.versions(), desired.ciphers());
        String host = mapping.host().value();
        @Nullable
        ServerContext replaced =
                mapping.host().isWildcard() ? byDomain.put(host.substring(1), context) : byHost.put(host, context);
        if (replaced != null) {
            replaced.release();
        }
    }

    DesiredTls desired() {
        return desired;
    }

    /** Whether what a client asks for makes a difference. */
    boolean hasMappings() {
        return !byHost.isEmpty() || !byDomain.isEmpty();
    }

    /**
     * For a client that asks for a host: its own mapping, else that of all hosts of its domain, else the usual one.
     *
     * @param host null when it asks for none
     */
    SslContext choose(@Nullable String host) {
        return host == null
                ? usual.context()
                : named(host.toLowerCase(Locale.ROOT)).context();
    }

    private ServerContext named(String host) {
        ServerContext exact = byHost.get(host);
        if (exact != null) {
            return exact;
        }
        int dot = host.indexOf('.');
        return dot <= 0 ? usual : byDomain.getOrDefault(host.substring(dot), usual);
    }

    void rotateTicketKeys() {
        usual.rotateTicketKeys();
        byHost.values().forEach(ServerContext::rotateTicketKeys);
        byDomain.values().forEach(ServerContext::rotateTicketKeys);
    }

    @Override
    protected void deallocate() {
        usual.release();
        byHost.values().forEach(ServerContext::release);
        byDomain.values().forEach(ServerContext::release);
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
