package io.steelyard.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.steelyard.domain.tls.Staple;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * One certificate of a listener. It is loaded when it comes, which proves that it can be used; {@link LiveContexts} may unload
 * it, and the next client that asks for it has it loaded again. What is loaded is BoringSSL's memory and released by hand;
 * generations of a listener that do not change it share it. Any thread.
 */
final class ServerContext extends AbstractReferenceCounted {
    /** How long a session may be resumed. RFC 8446 section 4.6.1 allows a week. */
    private static final Duration SESSION_LIFE = Duration.ofHours(12);

    /**
     * In which Netty hands the key to itself, in memory. The JDK's usual kind seals each key with ten thousand rounds of a
     * hash, which takes most of the time of loading one.
     */
    private static final String KEY_STORE = "JKS";

    private final Identity identity;
    private final ServerTools tools;
    private final String chain;
    private @Nullable ReferenceCountedOpenSslContext loaded;
    private volatile boolean used;

    private ServerContext(Identity identity, ServerTools tools) {
        this.identity = identity;
        this.tools = tools;
        this.chain = Staple.name(identity.certificate().chain());
    }

    /** @throws TlsException when the certificate, or its key, cannot be used; nothing is left then */
    static ServerContext of(Identity identity, ServerTools tools) throws TlsException {
        ServerContext context = new ServerContext(identity, tools);
        synchronized (context) {
            context.loaded = context.load();
        }
        tools.live().add(context);
        return context;
    }

    Identity identity() {
        return identity;
    }

    /** For one client's handshake. Whoever calls it holds this. */
    SslHandler newHandler(ByteBufAllocator allocator) throws TlsException {
        boolean fresh;
        SslHandler handler;
        synchronized (this) {
            ReferenceCountedOpenSslContext context = loaded;
            fresh = context == null;
            if (context == null) {
                context = load();
                loaded = context;
            }
            handler = context.newHandler(allocator);
        }
        if (fresh) {
            tools.live().add(this);
        } else {
            used = true;
        }
        staple(handler);
        if (!identity.ciphers().isServersOrder()) {
            takeClientsOrder(handler.engine());
        }
        return handler;
    }

    private static void takeClientsOrder(SSLEngine engine) {
        SSLParameters parameters = new SSLParameters();
        parameters.setUseCipherSuitesOrder(false);
        parameters.setNeedClientAuth(engine.getNeedClientAuth());
        engine.setSSLParameters(parameters);
    }

    private void staple(SslHandler handler) {
        byte[] staple = tools.staples().of(chain);
        if (staple != null && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            engine.setOcspResponse(staple);
        }
    }

    synchronized boolean isLoaded() {
        return loaded != null;
    }

    private ReferenceCountedOpenSslContext load() throws TlsException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            octets(identity.certificate().chain()),
                            octets(identity.certificate().privateKey().value()))
                    .trustManager(NobodyTrusted.INSTANCE)
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .keyStoreType(KEY_STORE)
                    .protocols(identity.protocols())
                    .ciphers(identity.ciphers().suites(identity.versions()))
                    .enableOcsp(OpenSsl.isOcspSupported())
                    .applicationProtocolConfig(identity.spoken().config())
                    .sessionTimeout(SESSION_LIFE.toSeconds());
            identity.clientAuthorities()
                    .ifPresent(trusted -> builder.trustManager(octets(trusted)).clientAuth(ClientAuth.REQUIRE));
            var context = (ReferenceCountedOpenSslContext) builder.build();
            var sessions = (OpenSslServerSessionContext) context.sessionContext();
            // Clients keep their sessions themselves: what is remembered here would grow with their number.
            sessions.setSessionCacheEnabled(false);
            sessions.setTicketKeys(tools.tickets().of(identity.scope()));
            return context;
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new TlsException("The certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static ByteArrayInputStream octets(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The keys of tickets have been exchanged. */
    synchronized void renewTicketKeys() {
        ReferenceCountedOpenSslContext context = loaded;
        if (context != null) {
            ((OpenSslServerSessionContext) context.sessionContext())
                    .setTicketKeys(tools.tickets().of(identity.scope()));
        }
    }

    /** Whether a client asked for it, since it was loaded or this was asked last. */
    boolean takeUse() {
        boolean before = used;
        used = false;
        return before;
    }

    /** Connections that were made with it keep what they need. */
    synchronized void unload() {
        ReferenceCountUtil.release(loaded);
        loaded = null;
    }

    @Override
    protected void deallocate() {
        tools.live().remove(this);
        unload();
    }

    @Override
    public ServerContext retain() {
        super.retain();
        return this;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
