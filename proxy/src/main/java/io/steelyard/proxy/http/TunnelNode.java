package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.steelyard.proxy.tls.TlsEnd;
import io.steelyard.proxy.transport.Sockets;
import org.jspecify.annotations.Nullable;

/** The node's connection of an {@link Http2Tunnel}. On the client's event loop. */
final class TunnelNode extends ChannelInboundHandlerAdapter {
    private final Http2Tunnel tunnel;
    private @Nullable SocketChannel channel;
    private boolean inputEnded;
    private long received;
    private long sent;
    private long lastUnwritten;

    TunnelNode(Http2Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** Octets that came from it. */
    long received() {
        return received;
    }

    /** Octets that went to it. */
    long sent() {
        return sent;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = (SocketChannel) context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        received += octets.readableBytes();
        tunnel.takeFromNode(octets);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        tunnel.flushClient();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            tunnel.nodeWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!inputEnded
                && (event instanceof ChannelInputShutdownReadComplete
                        || event instanceof ChannelInputShutdownEvent
                        || event instanceof SslCloseCompletionEvent)) {
            inputEnded = true;
            tunnel.nodeEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tunnel.nodeLost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        tunnel.nodeBroken(cause);
    }

    boolean isWritable() {
        return open().isWritable();
    }

    /** Takes over {@code octets}. */
    void write(ByteBuf octets) {
        if (!octets.isReadable()) {
            octets.release();
            return;
        }
        SocketChannel out = open();
        sent += octets.readableBytes();
        out.write(octets, out.voidPromise());
    }

    void flush() {
        open().flush();
    }

    void setReading(boolean reading) {
        SocketChannel in = open();
        if (in.isOpen() && !inputEnded) {
            in.config().setAutoRead(reading);
        }
    }

    /** Sends FIN behind all that was written, and tells the tunnel. */
    void endOutput() {
        open().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                TlsEnd.shutOutput(open()).addListener(_ -> tunnel.nodeTold());
            }
        });
    }

    /** Whether octets left for the socket since the last call: a slow reader is not a silent one. */
    boolean drained() {
        long unwritten = open().bytesBeforeWritable();
        boolean drained = unwritten != lastUnwritten;
        lastUnwritten = unwritten;
        return drained;
    }

    void close() {
        open().close();
    }

    /** Closes so that the node sees that what it got was cut. */
    void reset() {
        Sockets.resetAtEnd(open());
        close();
    }

    private SocketChannel open() {
        SocketChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("used before it was added to its channel");
        }
        return open;
    }
}
