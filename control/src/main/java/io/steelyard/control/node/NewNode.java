package io.steelyard.control.node;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.Instant;

/**
 * A node to be added, every value within its range.
 *
 * @param path what the request calls it, such as {@code nodes[1].}; violations append an attribute
 */
public record NewNode(
        String path,
        NodeAddress address,
        Port port,
        Condition condition,
        Weight weight,
        NodeType type,
        Metadata metadata) {
    public Node withId(NodeId id, Instant now) {
        return Node.first(id, address, port, condition, weight, type, now).withMetadata(metadata, now);
    }
}
