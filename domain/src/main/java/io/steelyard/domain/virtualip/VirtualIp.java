package io.steelyard.domain.virtualip;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;
import java.time.Instant;

/**
 * An address that clients reach balancers by. An aggregate of its own: several balancers of one tenant may share it.
 *
 * @param updated when a balancer last took it
 */
public record VirtualIp(
        VirtualIpId id,
        TenantId tenant,
        RegionName region,
        IpAddress address,
        VipType type,
        VipGroupId group,
        VipState state,
        Instant updated) {
    /** The same, taken by one more balancer. */
    public VirtualIp taken(Instant now) {
        return new VirtualIp(id, tenant, region, address, type, group, state, now);
    }
}
