package io.steelyard.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sockets of a {@link TcpRelay}. What it reads is written to the other end; when that one cannot write
 * as fast, reading pauses. The end of its input becomes the end of the other's output.
 */
final class RelayEnd extends ChannelInboundHandlerAdapter {
    private final TcpRelay relay;
    private final boolean node;
    private @Nullable SocketChannel channel;
    private @Nullable RelayEnd peer;
    /**
     * What came before there was a peer. Reading is off until then, yet Netty reads a socket empty when its end arrives;
     * at most the socket's receive buffer.
     */
    private @Nullable Queue<ByteBuf> held;

    private boolean inputEnded;
    private boolean outputEnded;
    private long lastUnwritten;

    RelayEnd(TcpRelay relay, boolean node) {
        this.relay = relay;
        this.node = node;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = (SocketChannel) context.channel();
    }

    /** Both ends are connected: what was held goes on, and reading begins. */
    void join(RelayEnd other) {
        peer = other;
        Queue<ByteBuf> early = held;
        if (early != null) {
            held = null;
            early.forEach(other::write);
            other.flush();
        }
        if (inputEnded) {
            other.endOutput();
        } else {
            open().config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        RelayEnd other = peer;
        if (relay.isClosed()) {
            bytes.release();
        } else if (other == null) {
            hold(bytes);
        } else {
            relay.carried(node);
            other.write(bytes);
            if (!other.open().isWritable()) {
                open().config().setAutoRead(false);
            }
        }
    }

    private void hold(ByteBuf bytes) {
        Queue<ByteBuf> queue = held;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            held = queue;
        }
        queue.add(bytes);
    }

    private void write(ByteBuf bytes) {
        SocketChannel out = open();
        out.write(bytes, out.voidPromise());
    }

    private void flush() {
        open().flush();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        RelayEnd other = peer;
        if (other != null) {
            other.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        RelayEnd other = peer;
        if (other != null && !other.inputEnded && context.channel().isWritable()) {
            other.open().config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete || event instanceof ChannelInputShutdownEvent) {
            endInput();
        }
    }

    private void endInput() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        RelayEnd other = peer;
        if (other != null) {
            other.endOutput();
        }
    }

    /** Sends FIN after everything that was written. */
    private void endOutput() {
        open().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                open().shutdownOutput().addListener(shut -> outputEnded());
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
    boolean drained() {
        SocketChannel out = channel;
        long unwritten = out == null ? 0 : out.bytesBeforeWritable();
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
        relay.broken(node, cause);
    }

    /** Closes after what was written. */
    ChannelFuture close() {
        releaseHeld();
        return open().close();
    }

    /** Closes so that the other side sees a reset: an answer cut short must not look whole. */
    void reset() {
        SocketChannel aborted = open();
        try {
            aborted.config().setSoLinger(0);
        } catch (ChannelException closedAlready) {
            // Then there is nothing to reset.
            relay.ignore(closedAlready);
        }
        close();
    }

    private void releaseHeld() {
        Queue<ByteBuf> early = held;
        if (early != null) {
            held = null;
            early.forEach(ByteBuf::release);
        }
    }

    private SocketChannel open() {
        SocketChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("used before it was added to its channel");
        }
        return open;
    }
}
