package io.steelyard.proxy.health;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the nodes of balancers that have a monitor (2010 specification, section 2.6). Each node is checked as soon as it
 * comes and then in its {@link Rhythm}; never twice at once. Times are exact: a check begins when its turn has come, and is
 * over when its time is. What the process slept does not count, and discards the checks under way: they would blame nodes
 * for it.
 *
 * <p>Threading: one thread of its own decides everything; event loops connect. Any thread may say what is to be checked.
 */
public final class Checks implements AutoCloseable {
    /** Nodes that come at once, as after a start, are begun with no faster than this. */
    static final int FIRST_PER_SECOND = 1_000;

    /** Before it looks again when there is no room for another check. */
    static final Duration CROWDED = Duration.ofMillis(100);

    /** Before a check that said nothing is made anew. */
    static final Duration AGAIN = Duration.ofSeconds(1);

    /** Longer than this between two looks, and the process stood still. */
    static final Duration STALL = Duration.ofSeconds(1);

    private static final long LONGEST_PARK = Duration.ofMillis(250).toNanos();
    private static final long FIRST_SPACING = Duration.ofSeconds(1).toNanos() / FIRST_PER_SECOND;
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    private final List<Loop> loops;
    private final LongSupplier nanoTime;
    private final CheckLimits limits;
    private final CheckThreads threads = new CheckThreads();
    private final CheckTls tls = new CheckTls(threads.handshakes());
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Map<NodeState, CheckedNode> watched = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().name("checks").daemon().unstarted(this::run);

    // From here on its own thread's.
    private final TreeSet<CheckedNode> agenda = new TreeSet<>(CheckedNode.BY_WAKE);
    private final Map<LoadBalancerId, Integer> running = new HashMap<>();
    private int runningInAll;
    private long begun;
    private int loopTurn;
    private long numbers;
    private long nextFirst;
    private long seen;
    private long now;

    private volatile boolean closed;

    /** @param nanoTime the monotonic time */
    Checks(Loops loops, LongSupplier nanoTime, CheckLimits limits) {
        this.loops = List.copyOf(loops.all());
        this.nanoTime = nanoTime;
        this.limits = limits;
        this.seen = nanoTime.getAsLong();
    }

    /** Checks nothing yet. */
    static Checks start(Loops loops, CheckLimits limits) {
        Checks checks = new Checks(loops, loops::nanoTime, limits);
        checks.thread.start();
        return checks;
    }

    /**
     * Checks a node from now on by this monitor. Nothing happens when it is checked by it already, at the same place.
     *
     * @param announcement how each connection begins; empty when with the question itself
     */
    public void watch(
            LoadBalancerId loadBalancer, Target target, HealthMonitor monitor, Optional<Announcement> announcement) {
        Question question = Question.of(monitor, target.address(), announcement);
        CheckedNode known = watched.get(target.node());
        if (closed || known != null && known.asks(target, question)) {
            return;
        }
        target.node().setChecked(true);
        CheckedNode added = new CheckedNode(loadBalancer, target, question);
        watched.put(target.node(), added);
        tell(() -> exchange(known, added));
    }

    /** Checks a node no more. */
    public void forget(NodeState node) {
        CheckedNode gone = watched.remove(node);
        if (gone != null) {
            node.setChecked(false);
            tell(() -> remove(gone));
        }
    }

    /** Done when a watched node was checked once. */
    Optional<CompletableFuture<Boolean>> first(NodeState node) {
        return Optional.ofNullable(watched.get(node)).map(CheckedNode::first);
    }

    /** Whether every watched node was checked once. */
    boolean isSettled() {
        return watched.values().stream().allMatch(node -> node.first().isDone());
    }

    /** The nodes of which nothing is known yet. */
    Set<NodeId> undecided() {
        return watched.keySet().stream()
                .filter(node -> node.availability() == Availability.HELD)
                .map(NodeState::id)
                .collect(Collectors.toSet());
    }

    private void tell(Runnable news) {
        inbox.add(news);
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            try {
                LockSupport.parkNanos(this, Math.min(LONGEST_PARK, tick()));
            } catch (RuntimeException unexpected) {
                LOG.error("Nodes could not be checked", unexpected);
                LockSupport.parkNanos(this, LONGEST_PARK);
            }
        }
    }

    /**
     * Does what is due.
     *
     * @return nanoseconds until there is more to do
     */
    long tick() {
        if (!advance()) {
            LOG.warn("The process stood still: checks under way are made anew");
            Set.copyOf(agenda).forEach(this::discard);
        }
        for (Runnable news = inbox.poll(); news != null; news = inbox.poll()) {
            news.run();
        }
        while (!agenda.isEmpty() && agenda.first().wake() <= now) {
            wake(agenda.removeFirst());
        }
        return agenda.isEmpty() ? Long.MAX_VALUE : agenda.first().wake() - now;
    }

    /** How many checks have begun and are not over, as of the last {@link #tick}. */
    int underWay() {
        return runningInAll;
    }

    /** How many checks have begun so far, as of the last {@link #tick}. */
    long begun() {
        return begun;
    }

    /** Returns whether time went by as it should. */
    private boolean advance() {
        long elapsed = nanoTime.getAsLong() - seen;
        seen += elapsed;
        boolean steady = elapsed <= STALL.toNanos();
        now += steady ? elapsed : 0;
        return steady;
    }

    private void exchange(@Nullable CheckedNode old, CheckedNode added) {
        if (old != null) {
            remove(old);
        }
        nextFirst = Math.max(nextFirst, now);
        added.start(numbers++, nextFirst);
        nextFirst += FIRST_SPACING;
        agenda.add(added);
    }

    private void remove(CheckedNode node) {
        agenda.remove(node);
        stop(node);
        node.first().complete(false);
    }

    private void discard(CheckedNode node) {
        if (node.underWay() != null) {
            agenda.remove(node);
            stop(node);
            node.endWithoutVerdict(now);
            agenda.add(node);
        }
    }

    private void stop(CheckedNode node) {
        CheckConnection check = node.underWay();
        if (check != null) {
            check.loop().executor().execute(check::cancel);
            release(node);
        }
    }

    private void wake(CheckedNode node) {
        CheckConnection check = node.underWay();
        if (check != null) {
            // Its verdict comes from the loop, which may have another one already.
            check.loop().executor().execute(check::expire);
            node.sleepUntil(now + AGAIN.toNanos());
        } else if (hasRoom(node)) {
            begin(node);
        } else {
            node.sleepUntil(now + CROWDED.toNanos());
        }
        agenda.add(node);
    }

    private boolean hasRoom(CheckedNode node) {
        return runningInAll < limits.running() && running.getOrDefault(node.loadBalancer(), 0) < limits.perBalancer();
    }

    private void begin(CheckedNode node) {
        Loop loop = loops.get(Math.floorMod(loopTurn++, loops.size()));
        CheckConnection check = new CheckConnection(
                loop,
                node.target(),
                node.question(),
                tls,
                threads.bodies(),
                (ended, verdict) -> tell(() -> end(node, ended, verdict)));
        begun++;
        runningInAll++;
        running.merge(node.loadBalancer(), 1, Integer::sum);
        node.begin(check, now);
        loop.executor().execute(check::connect);
    }

    private void end(CheckedNode node, CheckConnection check, Verdict verdict) {
        if (node.underWay() != check) {
            return;
        }
        agenda.remove(node);
        release(node);
        switch (verdict) {
            case Verdict.Passed _ -> node.passed(now);
            case Verdict.Failed failed -> node.failed(failed.outage(), now);
            case Verdict.Nothing _ -> node.endWithoutVerdict(now + AGAIN.toNanos());
        }
        agenda.add(node);
    }

    private void release(CheckedNode node) {
        runningInAll--;
        running.computeIfPresent(node.loadBalancer(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** Checks nothing any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        threads.close();
        watched.clear();
    }
}
