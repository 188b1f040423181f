package io.steelyard.proxy.tls;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/** The end of what is sent to a client, whether TLS ends here or not. On the client's event loop. */
public final class TlsEnd {
    private TlsEnd() {}

    /** Sends the end of TLS where there is TLS (RFC 8446, section 6.1), then FIN. Everything must be written before. */
    public static ChannelFuture shutOutput(SocketChannel client) {
        SslHandler tls = client.pipeline().get(SslHandler.class);
        if (tls == null) {
            return client.shutdownOutput();
        }
        var done = client.newPromise();
        tls.closeOutbound().addListener(_ -> client.shutdownOutput(done));
        return done;
    }
}
