package io.steelyard.proxy.balance;

import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
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
        if (route.size() == 0) {
            return null;
        }
        return hold(mayProbe ? route.takeOrProbe() : route.take());
    }

    /** This node first, which a session has taken already. */
    public Target first(Target taken) {
        return hold(taken);
    }

    /**
     * The node to try next, by the configuration as it is now.
     *
     * @return null when there is none left
     */
    public @Nullable Target next(Route route, long now) {
        end();
        return mayTry(route, now) ? hold(latest == null ? route.take() : othersFirst(route, latest)) : null;
    }

    /**
     * As {@link #next}, but never one that was tried before: for what may have had an effect there.
     *
     * @return null when there is none left
     */
    public @Nullable Target nextUntried(Route route, long now) {
        end();
        if (!mayTry(route, now) || everyOneTried) {
            return null;
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
        return nodes > 0 && tries < Math.max(FEWEST, nodes) && now - deadline <= 0;
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
