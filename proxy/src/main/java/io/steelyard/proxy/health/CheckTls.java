package io.steelyard.proxy.health;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards nodes that are checked. Any certificate will do: a check asks whether a node works, not who it is. Made when
 * the first HTTPS check needs it.
 */
final class CheckTls {
    private final Executor handshakes;
    private @Nullable SslContext context;

    /** @param handshakes does the arithmetic, so that it keeps no traffic waiting */
    CheckTls(Executor handshakes) {
        this.handshakes = handshakes;
    }

    /** Any thread. */
    SslHandler handler(ByteBufAllocator allocator, InetSocketAddress node, Optional<String> serverName) {
        SslHandler handler =
                context().newHandler(allocator, node.getAddress().getHostAddress(), node.getPort(), handshakes);
        // The check's own time limit covers the handshake.
        handler.setHandshakeTimeoutMillis(0);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("");
        parameters.setServerNames(names(serverName));
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    private static List<SNIServerName> names(Optional<String> serverName) {
        try {
            return serverName.<SNIServerName>map(SNIHostName::new).map(List::of).orElse(List.of());
        } catch (IllegalArgumentException noHostName) {
            return List.of();
        }
    }

    private synchronized SslContext context() {
        SslContext made = context;
        if (made == null) {
            made = insecure();
            context = made;
        }
        return made;
    }

    private static SslContext insecure() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
