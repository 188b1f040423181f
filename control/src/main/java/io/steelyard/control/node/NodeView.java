package io.steelyard.control.node;

import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A node with what is known of it.
 *
 * @param updated when anything that is shown of it last changed
 * @param outage by what a host says that it is OFFLINE; empty when none does
 */
public record NodeView(Node node, NodeStatus status, Instant updated, Optional<NodeObservation> outage) {
    /** One that nothing is observed of. */
    public static NodeView of(Node node) {
        return new NodeView(node, node.statusFromCondition(), node.updated(), Optional.empty());
    }

    /**
     * One as the hosts see it: OFFLINE as soon as one of them does.
     *
     * @param observations of every node of its balancer
     */
    public static NodeView of(Node node, Collection<NodeObservation> observations) {
        NodeView seen = of(node);
        for (NodeObservation each : observations) {
            if (each.report().node().equals(node.id())) {
                seen = seen.with(each);
            }
        }
        return seen;
    }

    private NodeView with(NodeObservation seen) {
        boolean failed = seen.report().hasFailed();
        return new NodeView(
                node,
                failed ? NodeStatus.OFFLINE : status,
                seen.at().isAfter(updated) ? seen.at() : updated,
                failed ? outage.or(() -> Optional.of(seen)) : outage);
    }
}
