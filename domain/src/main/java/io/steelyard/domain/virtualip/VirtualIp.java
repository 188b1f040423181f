package io.steelyard.domain.virtualip;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;

/** An address that clients reach balancers by. An aggregate of its own: several balancers of one tenant may share it. */
public record VirtualIp(
        VirtualIpId id,
        TenantId tenant,
        RegionName region,
        IpAddress address,
        VipType type,
        VipGroupId group,
        VipState state) {}
