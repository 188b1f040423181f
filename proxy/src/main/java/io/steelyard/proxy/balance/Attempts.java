package io.steelyard.proxy.balance;

import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that one connection or request tries in turn. At most max(3, nodes) tries within {@link #LIMIT} in all; a
 * node is tried again only after every other one was. The latest node counts as loaded until there is another, or {@link
 * #end}, which must be called whatever became of it. Bound to one event loop.
 */
public final class Attempts {
    /** For all tries together, without the time that nodes took to answer nothing. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int FEWEST = 3;

    private long deadline;
    private int tries;
    private @Nullable Target held;
    private @Nullable NodeState latest;
    /** Allocated by the second try only: nearly every connection needs one. */
    private @Nullable Set<NodeState> tried;

    private boolean everyOneTried;
    /** Where a place is held besides the node. */
    private @Nullable Circuit entered;

    private @Nullable Waiting waiting;
    /** Where that waits, or did last. */
    private @Nullable Circuit awaited;

    /** @param now loop time of the first try */
    public Attempts(long now) {
        begin(now);
    }

    /**
     * Begins anew, for another request; what was held is released.
     *
     * @param now loop time of the first try
     */
    public void begin(long now) {
        end();
        deadline = now + LIMIT.toNanos();
        tries = 0;
        latest = null;
        tried = null;
        everyOneTried = false;
    }

    /**
     * The node to try first.
     *
     * @param mayProbe whether another node may be tried when this one fails, so that it may be one that is OFFLINE
     * @return null when there is none
     */
    public @Nullable Target first(Route route, boolean mayProbe) {
        route.policy().choosing().tried();
        if (route.size() == 0) {
            return null;
        }
        Optional<Circuit> circuit = circuit(route);
        return circuit.isEmpty()
                ? hold(mayProbe ? route.takeOrProbe() : route.take())
                : firstWithin(route, circuit.get(), mayProbe);
    }

    private static Optional<Circuit> circuit(Route route) {
        return route.policy().choosing().circuit();
    }

    private @Nullable Target firstWithin(Route route, Circuit circuit, boolean mayProbe) {
        Target probed = mayProbe ? route.takeProbe() : null;
        if (probed != null && enter(probed, circuit)) {
            return hold(probed);
        }
        return circuit.isCrowded() ? null : holdWithin(route, circuit, Set.of());
    }

    /**
     * This node first, which a session has taken already; another one where it is full.
     *
     * @return null when there is none with room
     */
    public @Nullable Target first(Route route, Target taken) {
        route.policy().choosing().tried();
        Optional<Circuit> circuit = circuit(route);
        return circuit.isEmpty() || enter(taken, circuit.get())
                ? hold(taken)
                : firstWithin(route, circuit.get(), false);
    }

    /** Gives the load back when there is no place. */
    private boolean enter(Target target, Circuit circuit) {
        if (circuit.enter(target.node())) {
            entered = circuit;
            return true;
        }
        target.node().load().release();
        return false;
    }

    private @Nullable Target holdWithin(Route route, Circuit circuit, Set<NodeState> excluded) {
        Target chosen = route.takeWithin(circuit, excluded);
        if (chosen == null) {
            return null;
        }
        entered = circuit;
        return hold(chosen);
    }

    /** Whether there was no first node because each one has as much to do as it may. */
    public boolean isFull(Route route) {
        return tries == 0 && route.size() > 0 && circuit(route).isPresent();
    }

    /**
     * Waits for a first node with room, until {@link #end}; only where {@link #isFull}.
     *
     * @param latest as it is whenever it is asked for
     * @param loop ours
     * @param turn gets the node, on the loop, and not before this returns
     * @return for how long at most, in nanoseconds, which the caller sees to; 0 when too many wait, and nothing is to come
     */
    public long await(Route route, Supplier<Route> latest, Executor loop, Consumer<Target> turn) {
        Circuit circuit = circuit(route).orElseThrow();
        Waiting next = new Waiting(latest, loop, (self, target) -> granted(self, circuit, target, turn));
        waiting = next;
        awaited = circuit;
        long nanos = circuit.await(next);
        if (nanos == 0) {
            waiting = null;
        }
        return nanos;
    }

    private void granted(Waiting turn, Circuit circuit, Target target, Consumer<Target> then) {
        if (waiting != turn) {
            target.node().load().release();
            circuit.leave(target.node());
            return;
        }
        waiting = null;
        entered = circuit;
        then.accept(hold(target));
    }

    /** Whether {@link #await} has yet to give a node. */
    public boolean isWaiting() {
        return waiting != null;
    }

    /**
     * The node to try next, by the configuration as it is now.
     *
     * @return null when there is none left
     */
    public @Nullable Target next(Route route, long now) {
        end();
        if (!mayTry(route, now)) {
            return null;
        }
        Optional<Circuit> circuit = circuit(route);
        return circuit.isEmpty()
                ? hold(latest == null ? route.take() : othersFirst(route, latest))
                : holdWithin(route, circuit.get(), triedBefore());
    }

    /**
     * As {@link #next}, but never one that was tried before: for what may have had an effect there.
     *
     * @return null when there is none left
     */
    public @Nullable Target nextUntried(Route route, long now) {
        end();
        if (everyOneTried || !mayTry(route, now)) {
            return null;
        }
        Optional<Circuit> circuit = circuit(route);
        if (circuit.isPresent()) {
            return holdWithin(route, circuit.get(), triedBefore());
        }
        Target chosen = latest == null ? route.take() : route.takeExcept(including(latest));
        return chosen == null ? null : hold(chosen);
    }

    /** The latest node has no more to do for us. Does nothing when it was called before. */
    public void end() {
        Target current = held;
        if (current != null) {
            held = null;
            current.node().load().release();
        }
        if (entered != null) {
            leave(entered, current);
        }
        if (waiting != null && awaited != null) {
            awaited.forget(waiting);
            waiting = null;
        }
    }

    private void leave(Circuit circuit, @Nullable Target held) {
        entered = null;
        if (held != null) {
            circuit.leave(held.node());
        }
    }

    /**
     * The latest try connected, and waited in vain for an answer.
     *
     * @param nanos for so long
     */
    public void waited(long nanos) {
        deadline += nanos;
    }

    /** How many were given out. */
    public int tries() {
        return tries;
    }

    private boolean mayTry(Route route, long now) {
        int nodes = route.size();
        return nodes > 0
                && tries < Math.max(FEWEST, nodes)
                && now - deadline <= 0
                && (tries == 0 || route.policy().choosing().mayRetry());
    }

    private Target hold(Target chosen) {
        tries++;
        held = chosen;
        latest = chosen.node();
        return chosen;
    }

    private Target othersFirst(Route route, NodeState failed) {
        Set<NodeState> before = including(failed);
        Target other = route.takeExcept(before);
        if (other != null) {
            return other;
        }
        everyOneTried = true;
        before.clear();
        return route.take();
    }

    private Set<NodeState> triedBefore() {
        return latest == null ? Set.of() : including(latest);
    }

    private Set<NodeState> including(NodeState failed) {
        Set<NodeState> all = tried;
        if (all == null) {
            all = Collections.newSetFromMap(new IdentityHashMap<>());
            tried = all;
        }
        all.add(failed);
        return all;
    }
}
