package io.steelyard.domain.desired;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.List;

/** All that an engine is told of a balancer. No word of any dialect reaches it. */
public record DesiredLoadBalancer(LoadBalancerId id, List<DesiredListener> listeners) {
    public DesiredLoadBalancer {
        listeners = List.copyOf(listeners);
    }
}
