package io.steelyard.control.node;

import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeStatus;
import java.time.Instant;

/** A node with what is known of it. */
public record NodeView(Node node, NodeStatus status) {
    public static NodeView of(Node node) {
        return new NodeView(node, node.statusFromCondition());
    }

    /** When anything that is shown of it last changed. */
    public Instant updated() {
        return node.updated();
    }
}
