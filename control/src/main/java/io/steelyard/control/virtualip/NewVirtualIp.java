package io.steelyard.control.virtualip;

import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Optional;

/** A virtual IP that a balancer is to get. */
public sealed interface NewVirtualIp {
    /** What the request calls it, such as {@code virtualIps[1].}; violations append an attribute. */
    String path();

    /**
     * One to be chosen from a pool.
     *
     * @param version empty for the usual: see {@link VirtualIpAllocator#allocate}
     * @param zone empty for one of no zone
     */
    record FromPool(String path, VipType type, Optional<IpVersion> version, Optional<Zone> zone)
            implements NewVirtualIp {
        /** One of no zone. */
        public FromPool(String path, VipType type, Optional<IpVersion> version) {
            this(path, type, version, Optional.empty());
        }
    }

    /** One that the tenant has already, for another balancer. */
    record Shared(String path, VirtualIpId id) implements NewVirtualIp {}
}
