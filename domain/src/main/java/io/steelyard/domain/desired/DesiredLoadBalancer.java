package io.steelyard.domain.desired;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;
import java.util.function.Predicate;

/** All that an engine is told of a balancer. No word of any dialect reaches it. */
public record DesiredLoadBalancer(LoadBalancerId id, List<DesiredListener> listeners) {
    public DesiredLoadBalancer {
        listeners = List.copyOf(listeners);
    }

    /** The same, with endpoints at some addresses disabled: they get nothing more, and what they have is cut. */
    public DesiredLoadBalancer withDisabled(Predicate<IpAddress> addresses) {
        return new DesiredLoadBalancer(
                id,
                listeners.stream()
                        .map(listener -> listener.withDisabled(addresses))
                        .toList());
    }
}
