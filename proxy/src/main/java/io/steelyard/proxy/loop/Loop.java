package io.steelyard.proxy.loop;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import io.steelyard.proxy.accesslog.LoopLog;
import io.steelyard.proxy.transport.Sockets;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop with its connections and its clock. Its thread alone uses it, except for what says otherwise.
 *
 * <p>The clock moves in ticks and leaves out what the process slept: after a stall (a suspended machine, a stopped
 * process) no time-out is due that was not due before.
 */
public final class Loop {
    public static final Duration TICK = Sockets.TICK;

    private static final long TICK_NANOS = TICK.toNanos();
    private static final long STALL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final int index;
    private final EventLoop executor;
    private final Sockets sockets;
    private final Ticker ticker;
    private final ConnectionList connections = new ConnectionList();
    private final Clock clock;
    private volatile LoopLog log = LoopLog.NONE;

    /** @param index of the process's loops, from 0 on */
    Loop(int index, EventLoop executor, Sockets sockets, Ticker ticker) {
        this.index = index;
        this.executor = executor;
        this.sockets = sockets;
        this.ticker = ticker;
        this.clock = new Clock(nanoTime());
    }

    /** Starts the clock. Any thread. */
    void start() {
        sockets.onTick(executor, this::tick);
    }

    /** Its place among the process's loops, from 0 on. Any thread. */
    public int index() {
        return index;
    }

    /** Netty's view of it. Any thread. */
    public EventLoop executor() {
        return executor;
    }

    /** Nanoseconds that this loop has run; up to {@link #TICK} behind. */
    public long now() {
        return clock.now();
    }

    /**
     * A point in loop time that lies at least {@code nanos} ahead, and at most two ticks more.
     */
    public long deadline(long nanos) {
        return now() + nanos + TICK_NANOS;
    }

    /** Where its connections leave lines of access logs. */
    public LoopLog log() {
        return log;
    }

    /** Any thread. */
    public void setLog(LoopLog next) {
        log = next;
    }

    public void add(LoopConnection connection) {
        connections.add(connection);
    }

    /** Does nothing for one that was removed before. */
    public void remove(LoopConnection connection) {
        connections.remove(connection);
    }

    /** @see Sockets#connect */
    public ChannelFuture connect(InetSocketAddress address, boolean autoRead, ChannelHandler handler) {
        return sockets.connect(executor, address, autoRead, handler);
    }

    /** @see Sockets#connectDatagrams */
    public ChannelFuture connectDatagrams(InetSocketAddress address, ChannelHandler handler) {
        return sockets.connectDatagrams(executor, address, handler);
    }

    void sweep() {
        connections.sweep(nanoTime());
    }

    int clients() {
        return connections.clients();
    }

    /** The system's monotonic time: Netty's ticker leaves out when it began. */
    public long nanoTime() {
        return ticker.initialNanoTime() + ticker.nanoTime();
    }

    private void tick() {
        long nanoTime = nanoTime();
        clock.advanceTo(nanoTime);
        try {
            connections.tick(nanoTime, now());
        } catch (RuntimeException unexpected) {
            LOG.error("A connection could not take a tick", unexpected);
        }
    }

    /** Counts the time that a loop ran, in nanoseconds. */
    static final class Clock {
        private long seen;
        private long now;

        /** @param nanoTime the system's monotonic time, where this clock begins with 0 */
        Clock(long nanoTime) {
            this.seen = nanoTime;
        }

        long now() {
            return now;
        }

        void advanceTo(long nanoTime) {
            long elapsed = nanoTime - seen;
            seen = nanoTime;
            if (elapsed > STALL_NANOS) {
                LOG.warn("An event loop stood still for {} ms; its time-outs wait on", elapsed / 1_000_000);
                now += TICK_NANOS;
            } else {
                now += elapsed;
            }
        }
    }
}
