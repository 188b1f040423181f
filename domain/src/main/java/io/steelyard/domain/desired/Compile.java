package io.steelyard.domain.desired;

import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Map;

/** From what a tenant asked for to what a host must do. Pure: the same input gives the same output, byte for byte. */
public final class Compile {
    private Compile() {}

    /**
     * @param vips every virtual IP that the balancer refers to
     * @throws IllegalArgumentException when one is missing
     */
    public static DesiredLoadBalancer desired(LoadBalancer loadBalancer, Map<VirtualIpId, VirtualIp> vips) {
        List<DesiredListener> listeners = loadBalancer.listeners().stream()
                .map(listener -> listener(loadBalancer, listener, vips))
                .toList();
        return new DesiredLoadBalancer(loadBalancer.id(), listeners);
    }

    /**
     * The same for a suspended balancer: it keeps its addresses, so that nobody else gets them and clients are told, but
     * has nowhere to send traffic to.
     *
     * @param vips as in {@link #desired}
     */
    public static DesiredLoadBalancer suspended(LoadBalancer loadBalancer, Map<VirtualIpId, VirtualIp> vips) {
        List<DesiredListener> listeners = desired(loadBalancer, vips).listeners().stream()
                .map(DesiredListener::withoutEndpoints)
                .toList();
        return new DesiredLoadBalancer(loadBalancer.id(), listeners);
    }

    private static DesiredListener listener(
            LoadBalancer loadBalancer, Listener listener, Map<VirtualIpId, VirtualIp> vips) {
        Pool pool = loadBalancer.pool(listener);
        return new DesiredListener(
                listener.id(),
                listener.protocol(),
                loadBalancer.virtualIps().stream()
                        .map(vip -> bind(listener, vip, vips))
                        .toList(),
                pool.algorithm(),
                pool.persistence(),
                pool.monitor(),
                pool.nodes().stream()
                        .map(node -> new Endpoint(
                                node.id(), node.address(), node.port(), node.condition(), node.weight(), node.type()))
                        .toList(),
                loadBalancer.policy());
    }

    private static Bind bind(Listener listener, VirtualIpId id, Map<VirtualIpId, VirtualIp> vips) {
        VirtualIp vip = vips.get(id);
        if (vip == null) {
            throw new IllegalArgumentException("virtual IP " + id + " was not given");
        }
        return new Bind(vip.address(), listener.port(), listener.protocol().transport());
    }
}
