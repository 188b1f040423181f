package io.steelyard.domain.loadbalancer;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;

/**
 * What a tenant asked for, in the words of no dialect. What became of it is in {@link Change}; what was observed of
 * its nodes is kept elsewhere.
 *
 * @param virtualIps at least one; references, since virtual IPs may be shared
 * @param listeners at least one
 * @param pools at least one; every listener forwards to one of them
 */
public record LoadBalancer(
        LoadBalancerId id,
        TenantId tenant,
        RegionName region,
        Name name,
        List<VirtualIpId> virtualIps,
        List<Listener> listeners,
        List<Pool> pools,
        TrafficPolicy policy,
        Metadata metadata) {

    public LoadBalancer {
        virtualIps = List.copyOf(virtualIps);
        listeners = List.copyOf(listeners);
        pools = List.copyOf(pools);
        if (virtualIps.isEmpty() || listeners.isEmpty() || pools.isEmpty()) {
            throw new IllegalArgumentException("a load balancer needs a virtual IP, a listener and a pool");
        }
        for (Listener listener : listeners) {
            if (pools.stream()
                    .noneMatch(pool -> pool.id().equals(listener.forward().pool()))) {
                throw new IllegalArgumentException(
                        listener.id() + " forwards to " + listener.forward().pool() + ", which is not there");
            }
        }
    }

    /** The listener that the Rackspace dialect shows. */
    public Listener primaryListener() {
        return listeners.getFirst();
    }

    /** The pool that the Rackspace dialect shows. */
    public Pool primaryPool() {
        return pool(primaryListener());
    }

    /** The pool that a listener of this balancer forwards to. */
    public Pool pool(Listener listener) {
        return pools.stream()
                .filter(pool -> pool.id().equals(listener.forward().pool()))
                .findFirst()
                .orElseThrow();
    }

    public LoadBalancer withName(Name other) {
        return new LoadBalancer(id, tenant, region, other, virtualIps, listeners, pools, policy, metadata);
    }

    public LoadBalancer withPolicy(TrafficPolicy other) {
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, pools, other, metadata);
    }

    public LoadBalancer withMetadata(Metadata other) {
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, pools, policy, other);
    }

    /** The same balancer with one of its listeners exchanged. */
    public LoadBalancer withListener(Listener changed) {
        List<Listener> exchanged = listeners.stream()
                .map(listener -> listener.id().equals(changed.id()) ? changed : listener)
                .toList();
        return new LoadBalancer(id, tenant, region, name, virtualIps, exchanged, pools, policy, metadata);
    }

    /** The same balancer on other virtual IPs. */
    public LoadBalancer withVirtualIps(List<VirtualIpId> others) {
        return new LoadBalancer(id, tenant, region, name, others, listeners, pools, policy, metadata);
    }

    /** The same balancer with one of its pools exchanged. */
    public LoadBalancer withPool(Pool changed) {
        List<Pool> exchanged = pools.stream()
                .map(pool -> pool.id().equals(changed.id()) ? changed : pool)
                .toList();
        return new LoadBalancer(id, tenant, region, name, virtualIps, listeners, exchanged, policy, metadata);
    }
}
