package io.steelyard.proxy.balance;

import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that one connection or request tries in turn. At most max(3, nodes) tries within {@link #LIMIT} in all; a
 * node is tried again only after every other one was. Bound to one event loop.
 */
public final class Attempts {
    /** For all tries together, without the time that nodes took to answer nothing. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int FEWEST = 3;

    private long deadline;
    private int tries;
    private @Nullable NodeState latest;
    /** Allocated by the second try only: nearly every connection needs one. */
    private @Nullable List<NodeState> triedThisRound;

    /** @param now loop time of the first try */
    public Attempts(long now) {
        this.deadline = now + LIMIT.toNanos();
    }

    /**
     * The node to try next, by the configuration as it is now.
     *
     * @return null when there is none left
     */
    public @Nullable Target next(Route route, long now) {
        int nodes = route.size();
        if (nodes == 0 || tries >= Math.max(FEWEST, nodes) || now - deadline > 0) {
            return null;
        }
        tries++;
        Target chosen = latest == null ? route.pick() : untried(route, latest);
        latest = chosen.node();
        return chosen;
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

    private Target untried(Route route, NodeState failed) {
        List<NodeState> tried = triedThisRound;
        if (tried == null) {
            tried = new ArrayList<>();
            triedThisRound = tried;
        }
        tried.add(failed);
        Target found = route.pickExcept(tried);
        if (found != null) {
            return found;
        }
        tried.clear();
        return route.pick();
    }
}
