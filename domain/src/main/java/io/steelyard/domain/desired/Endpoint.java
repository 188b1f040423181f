package io.steelyard.domain.desired;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.virtualip.IpAddress;

/** A node at the port that a listener reaches it on. */
public record Endpoint(NodeId node, IpAddress address, Port port, Condition condition, Weight weight, NodeType type) {
    public Endpoint with(Condition other) {
        return new Endpoint(node, address, port, other, weight, type);
    }
}
