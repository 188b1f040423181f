package io.steelyard.proxy.upstream;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells control which nodes are OFFLINE. Changes that come together are told together. A node that comes and goes is told
 * less and less often, down to once in {@link #LONGEST_PAUSE}; what is told is how it is then.
 *
 * <p>Threading: any thread says what has changed and never waits; one of its own tells.
 */
public final class StatusFeed implements AutoCloseable {
    static final Duration GATHERING = Duration.ofMillis(20);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofMillis(100);
    private static final int MOST_SETTLING = 100;

    private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);

    /** Where it is told. */
    public interface Sink {
        /**
         * Nobody may hear it: who comes next asks for {@link StatusFeed#tellAll}.
         *
         * @param complete whether every OFFLINE node is named
         * @param undecided nodes of which nothing is known yet, for a complete one
         */
        void tell(boolean complete, List<NodeReport> reports, Set<NodeId> undecided);
    }

    /**
     * What control was told of a node last.
     *
     * @param until when it is not told again before; monotonic, in nanoseconds
     */
    private record Told(NodeReport report, long until, long pauseNanos) {
        /** Before anything is told of it, control takes it for ONLINE. */
        static Told nothing(NodeReport about, long now) {
            return new Told(about.online(), now - 2 * FIRST_PAUSE.toNanos(), FIRST_PAUSE.toNanos());
        }

        boolean isPausing(long now) {
            return until - now > 0;
        }

        Told next(NodeReport latest, long now) {
            boolean calm = now - until > pauseNanos;
            long pause = calm ? FIRST_PAUSE.toNanos() : Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
            return new Told(latest, now + pause, pause);
        }
    }

    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("node-status").daemon().factory());
    private final Map<NodeState, LoadBalancerId> changed = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    /** Nodes that were OFFLINE once. Its own thread's. */
    private final Map<NodeState, Told> told = new HashMap<>();
    /** Nodes of which control was told nothing that it could rely on. Its own thread's. */
    private final Set<NodeId> undecided = new HashSet<>();

    private @Nullable Future<?> retry;
    private volatile Sink sink = (_, _, _) -> {};

    /** @param nanoTime the monotonic time */
    public StatusFeed(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Tells it there from now on. */
    public void tellTo(Sink next) {
        sink = next;
    }

    /** A node's availability has changed. Of one that is disabled or gone nothing is told. */
    public void changed(LoadBalancerId loadBalancer, NodeState node) {
        if (node.isRevoked()) {
            return;
        }
        changed.put(node, loadBalancer);
        if (due.compareAndSet(false, true)) {
            schedule(this::tellChanges, GATHERING);
        }
    }

    /** A node is no longer served here; if it comes back, it comes as a new one. */
    public void gone(NodeState node) {
        schedule(() -> forget(node), Duration.ZERO);
    }

    /**
     * Tells the state of every node.
     *
     * @param settled tells whether it is worth telling; it is told after some seconds anyway
     * @param undecided nodes of which nothing is known yet: control keeps to what it knew of them, and is told as soon as
     *     there is something
     */
    public void tellAll(BooleanSupplier settled, Supplier<Set<NodeId>> undecided) {
        tellAll(settled, undecided, MOST_SETTLING);
    }

    private void tellAll(BooleanSupplier settled, Supplier<Set<NodeId>> undecided, int patience) {
        if (patience > 0 && !settled.getAsBoolean()) {
            schedule(() -> tellAll(settled, undecided, patience - 1), SETTLING);
        } else {
            schedule(() -> tellEverything(undecided.get()), Duration.ZERO);
        }
    }

    private @Nullable Future<?> schedule(Runnable work, Duration delay) {
        try {
            return timer.schedule(() -> guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.trace("Nothing is told any more", ending);
            return null;
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException unexpected) {
            LOG.error("The state of nodes could not be told", unexpected);
        }
    }

    private void tellChanges() {
        due.set(false);
        long now = nanoTime.getAsLong();
        List<NodeReport> news = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Map.Entry<NodeState, LoadBalancerId> entry : changed.entrySet()) {
            NodeState node = entry.getKey();
            Told before = told.get(node);
            if (before != null && before.isPausing(now)) {
                next = Math.min(next, before.until() - now);
                continue;
            }
            // First this: what changes from now on is another change.
            changed.remove(node);
            tell(node, entry.getValue(), now, news);
        }
        if (!news.isEmpty()) {
            sink.tell(false, news, Set.of());
        }
        retryIn(next);
    }

    private void retryIn(long nanos) {
        Future<?> pending = retry;
        if (pending != null) {
            pending.cancel(false);
        }
        retry = nanos == Long.MAX_VALUE ? null : schedule(this::tellChanges, Duration.ofNanos(nanos));
    }

    private void tell(NodeState node, LoadBalancerId loadBalancer, long now, List<NodeReport> news) {
        NodeReport report = new NodeReport(loadBalancer, node.id(), node.outage());
        Told before = told.getOrDefault(node, Told.nothing(report, now));
        if (undecided.remove(node.id()) || report.isNews(before.report())) {
            news.add(report);
            told.put(node, before.next(report, now));
        }
    }

    private void forget(NodeState node) {
        changed.remove(node);
        undecided.remove(node.id());
        Told before = told.remove(node);
        if (before != null && before.report().hasFailed()) {
            sink.tell(false, List.of(before.report().online()), Set.of());
        }
    }

    private void tellEverything(Set<NodeId> unknown) {
        // First what has changed just now: else it would be told as ONLINE for a moment.
        tellChanges();
        List<NodeReport> offline = told.values().stream()
                .map(Told::report)
                .filter(NodeReport::hasFailed)
                .toList();
        undecided.clear();
        undecided.addAll(unknown);
        sink.tell(true, offline, Set.copyOf(undecided));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
