package io.steelyard.proxy.tls;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.CipherSuiteConverter;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a client and this host have agreed on in a handshake.
 *
 * @param cipher OpenSSL's name; {@code -} where there is no TLS
 * @param version such as {@code TLSv1.2}; the same
 */
public record Agreement(String cipher, String version) {
    /** Of a connection without TLS. */
    public static final Agreement NONE = new Agreement("-", "-");

    /** Of a client whose handshake is over, or that does not speak TLS. */
    public static Agreement of(SocketChannel client) {
        SslHandler tls = client.pipeline().get(SslHandler.class);
        if (tls == null) {
            return NONE;
        }
        SSLSession session = tls.engine().getSession();
        return new Agreement(openSslName(session.getCipherSuite()), session.getProtocol());
    }

    private static String openSslName(String suite) {
        @Nullable String name = CipherSuiteConverter.toOpenSsl(suite, false);
        return name == null ? suite : name;
    }

    public boolean isThere() {
        return !equals(NONE);
    }
}
