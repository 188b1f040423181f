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

    /**
     * Whether it says something else than the one before it: the node is OFFLINE now and was not, or is not any more, or its
     * name leads nowhere for another reason.
     */
    public boolean isNews(NodeReport before) {
        return hasFailed() != before.hasFailed() || hasFailed() && isNowhere() && !outage.equals(before.outage);
    }

    private boolean isNowhere() {
        return outage.map(Outage::failure).filter(NodeFailure::isNowhere).isPresent();
    }

    /** The same node, ONLINE. */
    public NodeReport online() {
        return new NodeReport(loadBalancer, node, Optional.empty());
    }
}
