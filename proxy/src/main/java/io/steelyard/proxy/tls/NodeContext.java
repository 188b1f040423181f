package io.steelyard.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.NodeTls;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS towards the nodes of one balancer. Connections that were made with different ones are not alike. It remembers the
 * sessions of its nodes, so that later connections are made without a signature. BoringSSL's memory goes when nothing leads
 * to it any more. Any thread.
 */
public final class NodeContext {
    private static final int MOST_SESSIONS = 1024;
    /** RFC 8446 section 4.6.1 allows a week; what a node's certificate is worth is looked at more often. */
    private static final Duration SESSION_LIFE = Duration.ofHours(1);

    private static final ApplicationProtocolConfig HTTP2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final NodeTls option;
    private final Optional<DesiredCertificate> identity;
    private final SslContext context;
    private final boolean http2;
    private final List<SNIServerName> names;

    private NodeContext(NodeTls option, Optional<DesiredCertificate> identity, boolean http2, SslContext context) {
        this.option = option;
        this.identity = identity;
        this.context = context;
        this.http2 = http2;
        this.names = option.serverName()
                .<SNIServerName>map(SNIHostName::new)
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * @param identity what nodes are shown that ask for it
     * @param http2 whether HTTP/2 is asked for
     * @throws TlsException when the authorities, the certificate or its key cannot be used
     */
    public static NodeContext of(NodeTls option, Optional<DesiredCertificate> identity, boolean http2)
            throws TlsException {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL)
                    .trustManager(NodeTrust.of(option))
                    // The one above looks at names.
                    .endpointIdentificationAlgorithm(null)
                    .keyStoreType("JKS")
                    .protocols(protocols(option.leastVersion()))
                    .applicationProtocolConfig(http2 ? HTTP2 : ApplicationProtocolConfig.DISABLED)
                    .sessionCacheSize(MOST_SESSIONS)
                    .sessionTimeout(SESSION_LIFE.toSeconds());
            identity.ifPresent(shown -> builder.keyManager(
                    octets(shown.chain()), octets(shown.privateKey().value())));
            return new NodeContext(option, identity, http2, builder.build());
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new TlsException("TLS to nodes cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static List<String> protocols(TlsVersion least) {
        return least == TlsVersion.TLS_13 ? List.of("TLSv1.3") : List.of("TLSv1.2", "TLSv1.3");
    }

    private static ByteArrayInputStream octets(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether this is what is asked for. */
    public boolean serves(NodeTls wanted, Optional<DesiredCertificate> shown, boolean withHttp2) {
        return http2 == withHttp2 && option.equals(wanted) && identity.equals(shown);
    }

    /** What is worth telling of a handshake that failed. */
    public static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return cause;
            }
            reason = cause instanceof SSLException ? cause : reason;
        }
        return reason;
    }

    /** For one connection. It begins when it is added to a connected channel; the caller limits its time. */
    public SslHandler newHandler(ByteBufAllocator allocator, InetSocketAddress node) {
        SslHandler handler = context.newHandler(allocator, node.getAddress().getHostAddress(), node.getPort());
        handler.setHandshakeTimeoutMillis(0);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setServerNames(names);
        handler.engine().setSSLParameters(parameters);
        return handler;
    }
}
