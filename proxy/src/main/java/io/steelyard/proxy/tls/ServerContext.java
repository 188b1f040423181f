package io.steelyard.proxy.tls;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;

/** One certificate, ready for handshakes. Its memory is BoringSSL's, so it is released by hand. */
final class ServerContext {
    /** How long a session may be resumed. RFC 8446 section 4.6.1 allows a week. */
    private static final Duration SESSION_LIFE = Duration.ofHours(12);

    private final ReferenceCountedOpenSslContext context;
    private final TicketKeys tickets;

    private ServerContext(ReferenceCountedOpenSslContext context) {
        this.context = context;
        this.tickets = new TicketKeys((OpenSslServerSessionContext) context.sessionContext());
    }

    static ServerContext of(DesiredCertificate certificate, Set<TlsVersion> versions, CipherProfile ciphers)
            throws TlsException {
        try {
            return new ServerContext((ReferenceCountedOpenSslContext) SslContextBuilder.forServer(
                            octets(certificate.chain()),
                            octets(certificate.privateKey().value()))
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols(versions.stream().map(ServerContext::name).toList())
                    .ciphers(ciphers.suites(versions))
                    .sessionTimeout(SESSION_LIFE.toSeconds())
                    .build());
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new TlsException("The certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static ByteArrayInputStream octets(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static String name(TlsVersion version) {
        return switch (version) {
            case TLS_10 -> "TLSv1";
            case TLS_11 -> "TLSv1.1";
            case TLS_12 -> "TLSv1.2";
            case TLS_13 -> "TLSv1.3";
        };
    }

    SslContext context() {
        return context;
    }

    void rotateTicketKeys() {
        tickets.rotate();
    }

    /** Connections that were made with it keep what they need. */
    void release() {
        ReferenceCountUtil.release(context);
    }
}
