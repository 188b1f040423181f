package io.steelyard.domain.observed;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.List;

/**
 * What a host saw of one balancer since the host's process began.
 *
 * @param nodes those that it had, or the busiest of them; none where nobody asked for them
 */
public record BalancerFigures(LoadBalancerId loadBalancer, Figures figures, List<NodeFigures> nodes) {
    public BalancerFigures {
        nodes = List.copyOf(nodes);
    }
}
