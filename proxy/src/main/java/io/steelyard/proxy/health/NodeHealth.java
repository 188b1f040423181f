package io.steelyard.proxy.health;

import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.KnownNodes;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Prober;
import io.steelyard.proxy.upstream.StatusFeed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches over the nodes of this process. A node is looked at by {@link Checks} where its balancer has a monitor, by
 * the {@link Prober} elsewhere, never by both.
 *
 * @param nanoTime the monotonic time
 * @param known what the process before this one knew
 */
public record NodeHealth(
        HealthLimits limits, LongSupplier nanoTime, Prober prober, Checks checks, StatusFeed feed, KnownNodes known)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHealth.class);

    public static NodeHealth start(Loops loops, HealthLimits limits, CheckLimits checks) {
        return new NodeHealth(
                limits,
                loops::nanoTime,
                Prober.start(loops, limits),
                Checks.start(loops, checks),
                new StatusFeed(loops::nanoTime),
                new KnownNodes());
    }

    /**
     * Waits until these nodes were looked at once.
     *
     * @param limit for how long at most; a node that is still not known then stays HELD until it is
     */
    public void awaitHeld(List<NodeState> nodes, Duration limit) {
        CompletableFuture<?>[] firsts = nodes.stream()
                .flatMap(node -> Stream.concat(prober.first(node).stream(), checks.first(node).stream()))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(firsts).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            LOG.debug("Looking at {} new nodes takes longer", firsts.length);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what is known of every node, as soon as each was looked at once, or some seconds have passed. */
    public void tellAll() {
        feed.tellAll(this::isSettled, checks::undecided);
    }

    private boolean isSettled() {
        return prober.isSettled() && checks.isSettled();
    }

    /** Watches nothing any more. */
    @Override
    public void close() {
        prober.close();
        checks.close();
        feed.close();
    }
}
