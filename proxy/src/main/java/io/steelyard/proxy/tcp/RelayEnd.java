package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.steelyard.proxy.counters.ClientMeter;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.tls.TlsEnd;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.ring.Piped;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sockets of a {@link Relay}. What it reads is held until it is joined with the other end, and written
 * there from then on; when that one cannot write as fast, reading pauses. The end of its input becomes the end of the
 * other's output.
 */
public final class RelayEnd extends ChannelInboundHandlerAdapter {
    private final Relay relay;
    private final Optional<ChannelHandler> filter;
    private @Nullable SocketChannel channel;
    private @Nullable RelayEnd peer;
    /**
     * What came before there was a peer. Where reading is off, Netty still reads a socket empty when its end arrives: at
     * most the socket's receive buffer.
     */
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    /** What was written last without being seen: it leaves bit by bit. */
    private @Nullable Piped lastPiped;

    private boolean inputEnded;
    private boolean outputEnded;
    private boolean closed;
    private long lastUnwritten;
    private long received;
    private long sent;

    /** @param filter sees what is read first */
    RelayEnd(Relay relay, Optional<ChannelHandler> filter) {
        this.relay = relay;
        this.filter = filter;
    }

    /**
     * Of a socket that something else has read before.
     *
     * @param early what came and is to go on; taken over
     * @param inputEnded whether nothing will follow it
     */
    public RelayEnd(Relay relay, ByteBuf early, boolean inputEnded) {
        this(relay, Optional.empty());
        this.held = early;
        this.inputEnded = inputEnded;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = (SocketChannel) context.channel();
        filter.ifPresent(first -> context.pipeline().addBefore(context.name(), null, first));
    }

    /**
     * Speaks TLS from now on, and reads what that takes.
     *
     * @return done when both have shaken hands
     */
    Future<Channel> secure(NodeContext tls, InetSocketAddress node) {
        SocketChannel plain = open();
        SslHandler handler = tls.newHandler(plain.alloc(), node);
        plain.pipeline().addFirst(handler);
        read();
        return handler.handshakeFuture();
    }

    /** Takes in what comes. */
    void read() {
        open().config().setAutoRead(true);
    }

    /** Leaves what comes in the socket. */
    void pause() {
        open().config().setAutoRead(false);
    }

    /** What was read and has not gone on; empty from {@link #join} on. */
    ByteBuf held() {
        return held;
    }

    /** Whether it will send nothing more. */
    public boolean inputEnded() {
        return inputEnded;
    }

    /** Octets read from the socket so far. */
    public long received() {
        return received;
    }

    /** Octets written to the socket so far. */
    public long sent() {
        return sent;
    }

    /** Both ends are connected: what was held goes on, and reading begins. */
    public void join(RelayEnd other) {
        peer = other;
        if (isPlain() && other.isPlain()) {
            Sockets.pipe(open(), other.open());
        }
        ByteBuf early = held;
        held = Unpooled.EMPTY_BUFFER;
        if (early.isReadable()) {
            other.send(early);
        } else {
            early.release();
        }
        if (inputEnded) {
            other.endOutput();
        } else if (other.open().isWritable()) {
            read();
        }
    }

    /** Whether nobody else looks at what passes, or changes it. */
    private boolean isPlain() {
        for (Map.Entry<String, ChannelHandler> each : open().pipeline()) {
            if (each.getValue() != this && !(each.getValue() instanceof ClientMeter)) {
                return false;
            }
        }
        return true;
    }

    /** Writes at once. */
    public void send(ByteBuf bytes) {
        write(bytes);
        open().flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        received += Piped.octets(message);
        RelayEnd other = peer;
        if (closed) {
            ReferenceCountUtil.release(message);
        } else if (other == null) {
            hold((ByteBuf) message);
            relay.heard(this);
        } else {
            relay.carried(this);
            other.write(message);
            if (!other.open().isWritable()) {
                pause();
            }
        }
    }

    private void hold(ByteBuf bytes) {
        if (!held.isReadable()) {
            held = bytes;
            return;
        }
        // What has gone to a node as a slice must stay where it is.
        if (held.refCnt() > 1) {
            ByteBuf copy = held.copy();
            held.release();
            held = copy;
        }
        held.writeBytes(bytes);
        bytes.release();
    }

    private void write(Object bytes) {
        SocketChannel out = open();
        sent += Piped.octets(bytes);
        lastPiped = bytes instanceof Piped piped ? piped : lastPiped;
        out.write(bytes, out.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        RelayEnd other = peer;
        if (other != null) {
            other.open().flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        RelayEnd other = peer;
        if (other != null && !other.inputEnded && context.channel().isWritable()) {
            other.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!inputEnded
                && (event instanceof ChannelInputShutdownReadComplete
                        || event instanceof ChannelInputShutdownEvent
                        || event instanceof SslCloseCompletionEvent)) {
            inputEnded = true;
            endInput();
        }
    }

    private void endInput() {
        RelayEnd other = peer;
        relay.inputEnded(this);
        if (other != null && !other.closed) {
            other.endOutput();
        }
    }

    /** Sends FIN after everything that was written. */
    private void endOutput() {
        open().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                TlsEnd.shutOutput(open()).addListener(shut -> outputEnded());
            }
        });
    }

    private void outputEnded() {
        outputEnded = true;
        RelayEnd other = peer;
        if (other != null && other.outputEnded) {
            relay.finish();
        }
    }

    /** Whether bytes left for the socket since the last call though none were read: a slow reader is not an idle one. */
    public boolean drained() {
        SocketChannel out = channel;
        long unwritten = (out == null ? 0 : out.bytesBeforeWritable()) + (lastPiped == null ? 0 : lastPiped.octets());
        boolean drained = unwritten != lastUnwritten;
        lastUnwritten = unwritten;
        return drained;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        relay.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        relay.broken(this, cause);
    }

    /** Closes after what was written. */
    public ChannelFuture close() {
        closed = true;
        held.release();
        held = Unpooled.EMPTY_BUFFER;
        return open().close();
    }

    /** Closes so that the other side sees a reset: an answer cut short must not look whole. */
    public void reset() {
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
