package io.steelyard.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the host that a client asks for out of its hello (RFC 6066, section 3), and makes way for the handshake with that
 * host's certificate.
 */
final class HostChoice extends AbstractSniHandler<String> {
    /** The longest hello that is looked at, in octets. */
    private static final int HELLO_LIMIT = 16 << 10;

    private final ServerContexts contexts;

    /** @param contexts released when the handler goes */
    HostChoice(ServerContexts contexts) {
        super(HELLO_LIMIT, 0);
        this.contexts = contexts;
    }

    @Override
    protected Future<String> lookup(ChannelHandlerContext context, @Nullable String host) {
        return context.executor().newSucceededFuture(host == null ? "" : host);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, @Nullable String host, Future<String> chosen)
            throws TlsException {
        context.pipeline()
                .replace(this, null, Handshake.handler(contexts, chosen.getNow(), (SocketChannel) context.channel()));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        try {
            super.handlerRemoved0(context);
        } finally {
            contexts.release();
        }
    }
}
