package io.steelyard.proxy.upstream;

import io.steelyard.domain.node.NodeId;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is known of a node while it is configured. It outlives every change of the configuration and goes with the
 * node. Shared by all event loops.
 */
public final class NodeState {
    private final NodeId id;
    private final LongAdder connections = new LongAdder();
    private volatile boolean revoked;

    public NodeState(NodeId id) {
        this.id = id;
    }

    public NodeId id() {
        return id;
    }

    /** Whether it is disabled or removed: nothing may be open to it. */
    public boolean isRevoked() {
        return revoked;
    }

    /** Says what the configuration says of it. Who revokes it sweeps the loops afterwards. */
    public void setRevoked(boolean revoked) {
        this.revoked = revoked;
    }

    /** A connection to it is being made. */
    public void opened() {
        connections.increment();
    }

    /** One that was {@link #opened} is closed, or was never made. */
    public void closed() {
        connections.decrement();
    }

    /** Connections open or being made; exact when nothing opens or closes meanwhile. */
    public long connections() {
        return connections.sum();
    }

    @Override
    public String toString() {
        return "node " + id;
    }
}
