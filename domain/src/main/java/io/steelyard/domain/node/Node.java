package io.steelyard.domain.node;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A server behind a balancer.
 *
 * @param port where it is reached, unless a listener says where else
 * @param instance which server of its account's inventory it is; empty for one that was given by its address
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
        Optional<InstanceRef> instance,
        Instant created,
        Instant updated) {

    /** As first asked for, without metadata. */
    public static Node first(
            NodeId id, NodeAddress address, Port port, Condition condition, Weight weight, NodeType type, Instant now) {
        return new Node(id, address, port, condition, weight, type, Metadata.NONE, Optional.empty(), now, now);
    }

    public Node withMetadata(Metadata other, Instant now) {
        return new Node(id, address, port, condition, weight, type, other, instance, created, now);
    }

    /** The same with what it gets, and where. */
    public Node serving(Condition otherCondition, Port otherPort) {
        return new Node(id, address, otherPort, otherCondition, weight, type, metadata, instance, created, updated);
    }

    /** The same node as that server of the inventory. */
    public Node withInstance(InstanceRef other) {
        return new Node(id, address, port, condition, weight, type, metadata, Optional.of(other), created, updated);
    }

    /** The same node by its address alone. */
    public Node withoutInstance() {
        return new Node(id, address, port, condition, weight, type, metadata, Optional.empty(), created, updated);
    }

    /** Whether it goes soon. */
    public boolean departs() {
        return instance.filter(InstanceRef::departs).isPresent();
    }

    /** Whether clients who had it may come back to it. */
    public boolean keepsClients() {
        return instance.filter(known -> known.departs() || known.halted().isPresent())
                .isEmpty();
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
