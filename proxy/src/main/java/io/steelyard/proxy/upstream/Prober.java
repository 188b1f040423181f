package io.steelyard.proxy.upstream;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to nodes to see whether they can be reached: to new ones, to those that serve nothing for a while, and to
 * failed ones that no request probes.
 *
 * <p>However many nodes there are, it begins at most about {@link #MOST_PER_SECOND} connections a second, those to nodes
 * that wait for traffic aside, and at most {@link HealthLimits#probes()} are in the making.
 *
 * <p>Threading: any thread may call it; one of its own decides when, and the event loops connect in turn.
 */
public final class Prober implements AutoCloseable {
    static final int MOST_PER_SECOND = 400;

    private static final long SPACING_NANOS = Duration.ofSeconds(1).toNanos() / MOST_PER_SECOND;

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    private final Loops loops;
    private final List<Loop> each;
    private final HealthLimits limits;
    private final ScheduledThreadPoolExecutor timer;
    private final Semaphore running;
    private final Map<NodeState, NodeWatch> watched = new ConcurrentHashMap<>();
    private final AtomicLong nextFirst;
    private final AtomicInteger turn = new AtomicInteger();

    private Prober(Loops loops, HealthLimits limits) {
        this.loops = loops;
        this.each = List.copyOf(loops.all());
        this.limits = limits;
        this.running = new Semaphore(limits.probes());
        this.nextFirst = new AtomicLong(loops.nanoTime());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("prober").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Watches nothing yet. */
    public static Prober start(Loops loops, HealthLimits limits) {
        return new Prober(loops, limits);
    }

    HealthLimits limits() {
        return limits;
    }

    /** What a node is at first that comes to where others serve already. */
    public Availability firstOfAdded() {
        return limits.probes() == 0 ? Availability.ONLINE : Availability.HELD;
    }

    /** Watches a node from now on, unless it does already. A HELD one is probed at once, others in their turn. */
    public void watch(Target target) {
        if (limits.probes() == 0 || timer.isShutdown()) {
            return;
        }
        NodeWatch added = new NodeWatch(this, target);
        if (watched.putIfAbsent(target.node(), added) == null) {
            boolean held = target.node().availability() == Availability.HELD;
            added.start(held ? 0 : untilItsTurn());
        }
    }

    /** Stops to watch a node. */
    public void forget(NodeState node) {
        NodeWatch gone = watched.remove(node);
        if (gone != null) {
            gone.stop();
        }
    }

    /** A watched node's availability has changed. */
    public void changed(NodeState node) {
        NodeWatch watch = watched.get(node);
        if (watch != null) {
            watch.changed();
        }
    }

    /** Done when a watched node was looked at once; empty when it is not watched. */
    public Optional<CompletableFuture<Boolean>> first(NodeState node) {
        return Optional.ofNullable(watched.get(node)).map(NodeWatch::first);
    }

    /** Whether every watched node was looked at. */
    public boolean isSettled() {
        return watched.values().stream().allMatch(watch -> watch.first().isDone());
    }

    /** First probes are spread, so that a start with many nodes is no storm. */
    private long untilItsTurn() {
        long now = loops.nanoTime();
        long slot = nextFirst.updateAndGet(last -> Math.max(last - now, 0) + now + SPACING_NANOS);
        return slot - now - SPACING_NANOS;
    }

    /** Between two looks at a node: with very many nodes it is longer than asked for. */
    long quietNanos() {
        return Math.max(limits.quietTime().toNanos(), watched.size() * SPACING_NANOS);
    }

    /** Runs something later, which must not wait; never when this is closed before. */
    public void later(long nanos, Runnable work) {
        try {
            timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.trace("Nothing is done later any more", ending);
        }
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /**
     * Connects, unless too many connections are in the making.
     *
     * @param done told on an event loop, unless this returns false
     */
    boolean connect(Target target, Probe.Done done) {
        if (!running.tryAcquire()) {
            return false;
        }
        Loop loop = each.get(Math.floorMod(turn.getAndIncrement(), each.size()));
        Probe probe = new Probe(loop, target, limits.connectTime(), result -> {
            running.release();
            done.probed(result);
        });
        loop.executor().execute(probe::connect);
        return true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        watched.clear();
    }
}
