package io.steelyard.proxy.frontend;

import io.steelyard.proxy.balance.Picker;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a listener's traffic goes now. Immutable: a change of the configuration replaces it whole. */
public final class Route {
    private final Target[] targets;
    private final Picker picker;
    private final long idleNanos;

    /**
     * @param targets what may take new work, in the nodes' order
     * @param idleTimeout how long a connection may carry nothing
     */
    public Route(List<Target> targets, Picker picker, Duration idleTimeout) {
        this.targets = targets.toArray(Target[]::new);
        this.picker = picker;
        this.idleNanos = idleTimeout.toNanos();
    }

    /** How many nodes may take new work. */
    public int size() {
        return targets.length;
    }

    /** In nanoseconds. */
    public long idleNanos() {
        return idleNanos;
    }

    /** The next node by the algorithm; only where {@link #size} is not 0. */
    public Target pick() {
        return targets[picker.pick(targets.length)];
    }

    /** The next one that is none of these; null when there is no other. */
    public @Nullable Target pickExcept(Collection<NodeState> excluded) {
        int start = picker.pick(targets.length);
        for (int step = 0; step < targets.length; step++) {
            Target target = targets[(start + step) % targets.length];
            if (!excluded.contains(target.node())) {
                return target;
            }
        }
        return null;
    }
}
