package io.steelyard.proxy.frontend;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.balance.Eligible;
import io.steelyard.proxy.balance.Memory;
import io.steelyard.proxy.balance.Picker;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener's traffic goes now. What it says never changes: a change of the configuration, or of a node's
 * availability, replaces it whole.
 */
public final class Route {
    private final List<Target> enabled;
    private final Eligible eligible;
    private final Algorithm algorithm;
    private final Memory memory;
    private final Picker picker;
    private final Target[] offline;
    private final long idleNanos;

    /**
     * @param enabled the nodes that may take new work by their condition, in the nodes' order
     * @param idleTimeout how long a connection may carry nothing
     */
    public Route(List<Target> enabled, Algorithm algorithm, Memory memory, Duration idleTimeout) {
        this(enabled, Eligible.of(enabled), algorithm, memory, idleTimeout.toNanos());
    }

    private Route(List<Target> enabled, Eligible eligible, Algorithm algorithm, Memory memory, long idleNanos) {
        this.enabled = List.copyOf(enabled);
        this.eligible = eligible;
        this.algorithm = algorithm;
        this.memory = memory;
        this.picker = memory.picker(algorithm, eligible.first());
        this.offline = eligible.offline().toArray(Target[]::new);
        this.idleNanos = idleNanos;
    }

    /** How many nodes may take new work. */
    public int size() {
        return eligible.size();
    }

    /** In nanoseconds. */
    public long idleNanos() {
        return idleNanos;
    }

    /**
     * The next node by the algorithm; only where {@link #size} is not 0. It counts as taken: who gets it releases its
     * load once.
     */
    public Target take() {
        return picker.take();
    }

    /** As {@link #take}, or an OFFLINE node whose time for a probe has come. */
    public Target takeOrProbe() {
        for (Target target : offline) {
            if (target.node().takeProbe()) {
                target.node().load().take();
                return target;
            }
        }
        return picker.take();
    }

    /** As {@link #take}, the next one that is none of these; null when there is no other. */
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        Target other = picker.takeExcept(excluded);
        return other != null ? other : takeAfter(excluded);
    }

    private @Nullable Target takeAfter(Set<NodeState> excluded) {
        for (Target target : eligible.after()) {
            if (!excluded.contains(target.node())) {
                target.node().load().take();
                return target;
            }
        }
        return null;
    }

    /** The same by what is known of the nodes now. */
    Route refreshed() {
        Eligible now = Eligible.of(enabled);
        return now.equals(eligible) ? this : new Route(enabled, now, algorithm, memory, idleNanos);
    }

    void open() {
        picker.open();
    }

    void close() {
        picker.close();
    }
}
