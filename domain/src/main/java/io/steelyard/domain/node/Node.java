package io.steelyard.domain.node;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.virtualip.IpAddress;

/** A server behind a balancer. */
public record Node(NodeId id, IpAddress address, Port port, Condition condition, Weight weight, NodeType type) {

    /** What was observed, as far as the condition alone decides it: a disabled node shows OFFLINE. */
    public NodeStatus statusFromCondition() {
        return switch (condition) {
            case ENABLED -> NodeStatus.ONLINE;
            case DRAINING -> NodeStatus.DRAINING;
            case DISABLED -> NodeStatus.OFFLINE;
        };
    }
}
