package io.steelyard.domain.observed;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import java.util.Optional;

/**
 * What a host sees of a node.
 *
 * @param outage why the node is OFFLINE; empty when it is not
 */
public record NodeReport(LoadBalancerId loadBalancer, NodeId node, Optional<Outage> outage) {
    /** Whether the node is OFFLINE there. */
    public boolean hasFailed() {
        return outage.isPresent();
    }

    /** The same node, ONLINE. */
    public NodeReport online() {
        return new NodeReport(loadBalancer, node, Optional.empty());
    }
}
