package io.steelyard.control.virtualip;

import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.util.Optional;

/**
 * A virtual IP to be chosen from a pool.
 *
 * @param version empty for an IPv4 address and, where the pool has any, an IPv6 one after it
 */
public record NewVirtualIp(VipType type, Optional<IpVersion> version) {}
