package io.steelyard.control.identity;

import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;

/** Who asks, and in which region. */
public record Caller(TenantId tenant, RegionName region, Role role) {}
