package io.steelyard.proxy.balance;

import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what each of a balancer's nodes has to do at a time within a {@link CircuitLimit}, and has the rest wait for a
 * place: first come, first served, over all event loops and listeners. Who leaves a node gives its place to the first who
 * waits. While nobody waits a place is taken and left without a lock; and one who comes while others wait only queues.
 */
public final class Circuit {
    /** Of one who comes just when the limit goes. */
    private static final Duration UNLIMITED = Duration.ofSeconds(5);

    private volatile Optional<CircuitLimit> limit = Optional.empty();
    /** Guarded by this; oldest first. */
    private final Set<Waiting> queue = new LinkedHashSet<>();

    private volatile int waiting;

    /** Holds from now on, also for those that wait; empty for no limit. Who sets it calls {@link #wake}. */
    public void setLimit(Optional<CircuitLimit> next) {
        limit = next;
    }

    /** Takes a place at a node; who gets true gives it back by {@link #leave} once. */
    public boolean enter(NodeState node) {
        return node.load().enter(limit.map(CircuitLimit::perNode).orElse(Integer.MAX_VALUE));
    }

    /** Gives a place back, to the first who waits. */
    void leave(NodeState node) {
        node.load().leave();
        // Either we see who waits, or who comes to wait sees our place.
        if (waiting > 0) {
            serve(node);
        }
    }

    /** How many wait. */
    public int waiting() {
        return waiting;
    }

    /** Whether one who comes now has to queue behind others. */
    boolean isCrowded() {
        return waiting > 0;
    }

    /**
     * Queues. Its turn may come before this returns.
     *
     * @return how long it may wait, in nanoseconds; 0 when too many do already
     */
    synchronized long await(Waiting next) {
        Optional<CircuitLimit> rules = limit;
        if (queue.size() >= rules.map(CircuitLimit::queue).orElse(Integer.MAX_VALUE)) {
            return 0;
        }
        queue.add(next);
        waiting = queue.size();
        if (queue.size() == 1) {
            serveFirst(next.choose(this));
        }
        return rules.map(CircuitLimit::queueTime).orElse(UNLIMITED).toNanos();
    }

    /** No longer wanted; whose turn has come already still hears of it. */
    synchronized void forget(Waiting gone) {
        queue.remove(gone);
        waiting = queue.size();
    }

    private synchronized void serve(NodeState freed) {
        if (!queue.isEmpty()) {
            serveFirst(first().choose(this, freed));
        }
    }

    /** There may be room that nobody left: nodes came, came back, or may have more to do. */
    public void wake() {
        if (waiting > 0) {
            serveAll();
        }
    }

    private synchronized void serveAll() {
        boolean served = true;
        while (served && !queue.isEmpty()) {
            served = serveFirst(first().choose(this));
        }
    }

    private boolean serveFirst(@Nullable Target target) {
        if (target == null) {
            return false;
        }
        Iterator<Waiting> all = queue.iterator();
        Waiting first = all.next();
        all.remove();
        waiting = queue.size();
        first.grant(target);
        return true;
    }

    private Waiting first() {
        return queue.iterator().next();
    }
}
