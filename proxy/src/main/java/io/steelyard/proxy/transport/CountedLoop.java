package io.steelyard.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that tells how much it has to do. It counts by itself: Netty 4.2.18 does not tell sockets of clients from
 * those to nodes.
 */
final class CountedLoop extends SingleThreadIoEventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(CountedLoop.class);

    private final AtomicInteger load = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ChannelFutureListener onNodeClosed = _ -> sockets.decrementAndGet();
    private final ChannelFutureListener onClosed = _ -> {
        load.decrementAndGet();
        sockets.decrementAndGet();
    };
    private volatile Runnable onTick = () -> {};

    CountedLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory ioHandlerFactory) {
        super(parent, executor, ioHandlerFactory);
    }

    /** Counts at once, though the loop's own thread registers only later: else a burst of clients all went one way. */
    @Override
    public ChannelFuture register(ChannelPromise promise) {
        Channel channel = promise.channel();
        sockets.incrementAndGet();
        if (channel.parent() != null || channel instanceof ServerChannel) {
            load.incrementAndGet();
            channel.closeFuture().addListener(onClosed);
        } else {
            channel.closeFuture().addListener(onNodeClosed);
        }
        return super.register(promise);
    }

    /** Clients and listening sockets; those to nodes follow their clients. Any thread. */
    int load() {
        return load.get();
    }

    /** Open sockets of every kind. Any thread. */
    int sockets() {
        return sockets.get();
    }

    /** @param work runs on the loop with every tick; any thread */
    void onTick(Runnable work) {
        onTick = work;
    }

    /** Wakes the loop, unless it has not come to the tick before. Any thread. */
    void tick() {
        if (!isShuttingDown() && ticking.compareAndSet(false, true)) {
            try {
                execute(this::ticked);
            } catch (RejectedExecutionException ending) {
                LOG.trace("{} has ended", this, ending);
            }
        }
    }

    private void ticked() {
        ticking.set(false);
        onTick.run();
    }
}
