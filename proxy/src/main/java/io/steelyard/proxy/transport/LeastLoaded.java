package io.steelyard.proxy.transport;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;

/**
 * Gives each new socket to the event loop that has the fewest. With turns alone, loops drift apart as long and short
 * connections mix; with one listening socket per loop the kernel's hash left the busiest of eight at 1.5 times the
 * mean.
 */
final class LeastLoaded implements EventExecutorChooserFactory {
    static final LeastLoaded CHOOSER = new LeastLoaded();

    private LeastLoaded() {}

    @Override
    public EventExecutorChooser newChooser(EventExecutor[] executors) {
        EventExecutor[] loops = executors.clone();
        return () -> leastLoaded(loops);
    }

    /** The counts are read without a lock: two accepts at once may both pick the same loop, which the next one evens out. */
    private static EventExecutor leastLoaded(EventExecutor[] loops) {
        EventExecutor least = loops[0];
        int fewest = load(least);
        for (int i = 1; i < loops.length; i++) {
            int load = load(loops[i]);
            if (load < fewest) {
                fewest = load;
                least = loops[i];
            }
        }
        return least;
    }

    private static int load(EventExecutor loop) {
        return ((SingleThreadEventLoop) loop).registeredChannels();
    }
}
