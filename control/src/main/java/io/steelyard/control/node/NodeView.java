package io.steelyard.control.node;

import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node with what is known of it.
 *
 * @param updated when anything that is shown of it last changed
 * @param outage by what a host says that it is OFFLINE; empty when none does
 */
public record NodeView(Node node, NodeStatus status, Instant updated, Optional<NodeObservation> outage) {
    /** One that nothing is observed of. */
    public static NodeView of(Node node) {
        return of(node, Stream.of());
    }

    /**
     * One as the hosts see it: OFFLINE as soon as one of them does.
     *
     * @param observations of every node of its balancer
     */
    public static NodeView of(Node node, Collection<NodeObservation> observations) {
        return of(
                node,
                observations.stream()
                        .filter(observation -> observation.report().node().equals(node.id())));
    }

    private static NodeView of(Node node, Stream<NodeObservation> observations) {
        NodeStatus status = node.statusFromCondition();
        Instant updated = node.updated();
        Optional<NodeObservation> outage = Optional.empty();
        for (NodeObservation each : observations.toList()) {
            boolean failed = each.report().hasFailed();
            status = failed ? NodeStatus.OFFLINE : status;
            outage = failed && outage.isEmpty() ? Optional.of(each) : outage;
            updated = each.at().isAfter(updated) ? each.at() : updated;
        }
        return new NodeView(node, status, updated, outage);
    }
}
