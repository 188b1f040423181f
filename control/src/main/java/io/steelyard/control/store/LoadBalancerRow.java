package io.steelyard.control.store;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import java.util.Optional;

/**
 * A balancer as it is kept.
 *
 * @param alias what the classic dialect calls it; no other of its tenant's balancers in its region, while they are LIVE
 * @param primaryAlone whether its primary listener is alone, as it must be where the Rackspace dialect shows it
 * @param configuration what was asked for; empty once the balancer is DELETED, since all of it is erased then
 */
public record LoadBalancerRow(
        TenantId tenant,
        RegionName region,
        Name name,
        Alias alias,
        boolean primaryAlone,
        Change change,
        Optional<LoadBalancer> configuration) {

    public LoadBalancerRow {
        if (configuration.isEmpty() != (change.lifecycle() == Lifecycle.DELETED)) {
            throw new IllegalArgumentException("a balancer has a configuration until it is DELETED");
        }
    }

    public static LoadBalancerRow of(LoadBalancer configuration, Alias alias, Change change) {
        return new LoadBalancerRow(
                configuration.tenant(),
                configuration.region(),
                configuration.name(),
                alias,
                configuration.hasPrimaryAlone(),
                change,
                change.lifecycle() == Lifecycle.DELETED ? Optional.empty() : Optional.of(configuration));
    }

    /** With the alias that serves any balancer. */
    public static LoadBalancerRow of(LoadBalancer configuration, Change change) {
        return of(configuration, Alias.of(configuration.id()), change);
    }

    public LoadBalancerId id() {
        return change.id();
    }

    public Status status() {
        return change.status();
    }

    /** In the order of the configuration; none once it is DELETED. */
    public List<VirtualIpId> virtualIps() {
        return configuration.map(LoadBalancer::virtualIps).orElse(List.of());
    }

    /** The same balancer as it is now. */
    public LoadBalancerRow with(LoadBalancer changed, Change further) {
        return of(changed, alias, further);
    }

    /** The same balancer further on; its configuration goes when the change says DELETED. */
    public LoadBalancerRow with(Change further) {
        return new LoadBalancerRow(
                tenant,
                region,
                name,
                alias,
                primaryAlone,
                further,
                further.lifecycle() == Lifecycle.DELETED ? Optional.empty() : configuration);
    }
}
