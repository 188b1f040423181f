package io.steelyard.proxy.upstream;

import io.steelyard.proxy.loop.Loops;
import java.util.function.LongSupplier;

/**
 * What watches over the nodes of this process.
 *
 * @param nanoTime the monotonic time
 */
public record NodeHealth(HealthLimits limits, LongSupplier nanoTime, Prober prober, StatusFeed feed)
        implements AutoCloseable {
    public static NodeHealth start(Loops loops, HealthLimits limits) {
        return new NodeHealth(limits, loops::nanoTime, Prober.start(loops, limits), new StatusFeed(loops::nanoTime));
    }

    /** Watches nothing any more. */
    @Override
    public void close() {
        prober.close();
        feed.close();
    }
}
