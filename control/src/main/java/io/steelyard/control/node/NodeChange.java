package io.steelyard.control.node;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.refusal.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to be otherwise about a node; what is empty stays. Address and port cannot change: that would be
 * another node.
 *
 * @param violations what the dialect found wrong while reading
 */
public record NodeChange(
        Optional<Condition> condition, Optional<Weight> weight, Optional<NodeType> type, List<Violation> violations) {
    public NodeChange {
        violations = List.copyOf(violations);
    }

    boolean isEmpty() {
        return condition.isEmpty() && weight.isEmpty() && type.isEmpty();
    }

    Node of(Node node, Instant now) {
        return new Node(
                node.id(),
                node.address(),
                node.port(),
                condition.orElse(node.condition()),
                weight.orElse(node.weight()),
                type.orElse(node.type()),
                node.metadata(),
                node.instance(),
                node.created(),
                now);
    }
}
