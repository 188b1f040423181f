package io.steelyard.proxy.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The event loops; each new socket goes to the one with the least to do. With turns alone, loops drift apart as long and
 * short connections mix; with one listening socket per loop the kernel's hash left the busiest of eight at 1.5 times the
 * mean.
 */
final class LoopGroup extends MultiThreadIoEventLoopGroup {
    LoopGroup(int loops, IoHandlerFactory ioHandlerFactory) {
        super(
                loops,
                new ThreadPerTaskExecutor(new LoopThreads()),
                executors -> () -> leastLoaded(executors),
                ioHandlerFactory);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory ioHandlerFactory, Object... args) {
        return new CountedLoop(this, executor, ioHandlerFactory);
    }

    List<CountedLoop> loops() {
        List<CountedLoop> loops = new ArrayList<>();
        for (EventExecutor loop : this) {
            loops.add((CountedLoop) loop);
        }
        return loops;
    }

    int sockets() {
        int sockets = 0;
        for (EventExecutor loop : this) {
            sockets += ((CountedLoop) loop).sockets();
        }
        return sockets;
    }

    /**
     * The counts are read without a lock: two accepts at once may pick the same loop, which the next one evens out. Of
     * equals it is the calling loop, which spares a wake-up.
     */
    private static EventExecutor leastLoaded(EventExecutor[] loops) {
        EventExecutor least = loops[0];
        int fewest = Integer.MAX_VALUE;
        for (EventExecutor loop : loops) {
            int load = ((CountedLoop) loop).load();
            if (load < fewest || (load == fewest && loop.inEventLoop())) {
                fewest = load;
                least = loop;
            }
        }
        return least;
    }
}
