package io.steelyard.domain.node;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.Instant;

/**
 * A server behind a balancer.
 *
 * @param updated when somebody last asked for something else of it; what is observed of it has its own times
 */
public record Node(
        NodeId id,
        NodeAddress address,
        Port port,
        Condition condition,
        Weight weight,
        NodeType type,
        Metadata metadata,
        Instant created,
        Instant updated) {

    /** As first asked for, without metadata. */
    public static Node first(
            NodeId id, NodeAddress address, Port port, Condition condition, Weight weight, NodeType type, Instant now) {
        return new Node(id, address, port, condition, weight, type, Metadata.NONE, now, now);
    }

    public Node withMetadata(Metadata other, Instant now) {
        return new Node(id, address, port, condition, weight, type, other, created, now);
    }

    /** What was observed, as far as the condition alone decides it: a disabled node shows OFFLINE. */
    public NodeStatus statusFromCondition() {
        return switch (condition) {
            case ENABLED -> NodeStatus.ONLINE;
            case DRAINING -> NodeStatus.DRAINING;
            case DISABLED -> NodeStatus.OFFLINE;
        };
    }
}
