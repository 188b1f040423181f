package io.steelyard.domain.desired;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.DomainName;
import java.util.List;
import java.util.Optional;

/**
 * All that an engine is told of a balancer. No word of any dialect reaches it.
 *
 * @param networks where the names of its nodes may lead to; present where it has any
 */
public record DesiredLoadBalancer(LoadBalancerId id, List<DesiredListener> listeners, Optional<NodeNetworks> networks) {
    public DesiredLoadBalancer {
        listeners = List.copyOf(listeners);
        if (networks.isEmpty() && listeners.stream().anyMatch(DesiredLoadBalancer::hasNames)) {
            throw new IllegalArgumentException("names of nodes without the networks that they may lead to");
        }
    }

    /** One whose nodes have no names. */
    public DesiredLoadBalancer(LoadBalancerId id, List<DesiredListener> listeners) {
        this(id, listeners, Optional.empty());
    }

    /** One with the networks that its nodes' names may lead to, if it has any. */
    static DesiredLoadBalancer within(NodeNetworks networks, LoadBalancerId id, List<DesiredListener> listeners) {
        boolean named = listeners.stream().anyMatch(DesiredLoadBalancer::hasNames);
        return new DesiredLoadBalancer(id, listeners, named ? Optional.of(networks) : Optional.empty());
    }

    private static boolean hasNames(DesiredListener listener) {
        return listener.endpoints().stream().anyMatch(endpoint -> endpoint.address() instanceof DomainName);
    }

    /**
     * The same with more networks closed to its nodes: those at addresses in them get nothing more, and what they have is
     * cut; names are followed into them no more.
     */
    public DesiredLoadBalancer closing(List<Cidr> more) {
        return new DesiredLoadBalancer(
                id,
                listeners.stream().map(listener -> listener.closing(more)).toList(),
                networks.map(open -> open.closing(more)));
    }
}
