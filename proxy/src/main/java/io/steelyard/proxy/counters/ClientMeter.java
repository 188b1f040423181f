package io.steelyard.proxy.counters;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.steelyard.proxy.transport.ring.Piped;
import org.jspecify.annotations.Nullable;

/**
 * Counts one client's connection. It stands between the socket, or the TLS that ends here, and what serves the client, so
 * it sees every octet that a client sends or is sent, whatever speaks to it.
 *
 * <p>What is sent counts when the socket has taken it, which is never known too early: a process that is killed has
 * counted too little by what was under way, and nothing too much. Bound to one event loop.
 */
public final class ClientMeter extends ChannelDuplexHandler {
    private final Cell cell;
    private final LoopMeters sending;
    private long received;
    private long written;
    private long flushed;
    private long sent;
    private boolean awaited;

    private @Nullable Channel channel;

    /** In the list of its loop's {@link LoopMeters}. */
    @Nullable
    ClientMeter next;

    ClientMeter(Cell cell, LoopMeters sending) {
        this.cell = cell;
        this.sending = sending;
    }

    /** The one of a client's channel; null where nothing is counted. */
    public static @Nullable ClientMeter of(Channel client) {
        return client.pipeline().get(ClientMeter.class);
    }

    /** Octets that came so far. */
    public long received() {
        return received;
    }

    /** Octets that were given to the socket so far. */
    public long written() {
        return written;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        cell.opened();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cell.closed();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        settle(context.channel());
        int octets = Piped.octets(message);
        received += octets;
        cell.received(octets);
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        written += Piped.octets(message);
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        flushed = written;
        context.flush();
        settle(context.channel());
        if (sent != written && !awaited) {
            awaited = true;
            sending.await(this);
        }
    }

    /** Nobody shuts the output before all of it has left. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelOutputShutdownEvent) {
            count(flushed);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        settle(context.channel());
        context.fireExceptionCaught(cause);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        settle(context.channel());
        context.close(promise);
    }

    /** Counts what has left, and tells whether there is more to wait for. */
    boolean isSending() {
        Channel client = channel;
        if (client != null) {
            settle(client);
        }
        awaited = client != null && client.isOpen() && sent != written;
        return awaited;
    }

    /**
     * Where something waits, what has left may be more than it says, by what Netty adds for each write, but is never
     * less.
     */
    private void settle(Channel client) {
        if (sent == written) {
            return;
        }
        ChannelOutboundBuffer waiting = client.unsafe().outboundBuffer();
        if (waiting != null) {
            long left = waiting.isEmpty() ? flushed : written - waiting.totalPendingWriteBytes();
            count(left);
        }
    }

    private void count(long left) {
        if (left > sent) {
            cell.sent(left - sent);
            sent = left;
        }
    }
}
