package io.steelyard.control.classic;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The virtual IPs of a balancer of the classic dialect: one in each of its zones that has addresses of its own (one of each
 * family that it has), so that names lead to zones alike. Where no zone has any it is one that is for all of them.
 */
final class ZoneAddresses {
    private final VipBlockService blocks;
    private final VirtualIpAllocator virtualIps;

    ZoneAddresses(VipBlockService blocks, VirtualIpAllocator virtualIps) {
        this.blocks = blocks;
        this.virtualIps = virtualIps;
    }

    /** @throws RefusedException with Invalid when there are none for such a balancer, whoever asks */
    void check(Classic said) {
        RefusedException.ifAny(virtualIps.check(wanted(blocks.pools(), said, List.of())));
    }

    /**
     * Takes those of a new balancer.
     *
     * @throws RefusedException with OutOfVirtualIps, or with OverLimit
     */
    List<VirtualIpId> first(WriteUnit unit, Caller caller, Classic said, Instant now) {
        List<NewVirtualIp> wanted = wanted(blocks.pools(unit), said, List.of());
        return ids(virtualIps.allocate(unit, caller, List.of(), wanted, now));
    }

    /**
     * A balancer with those of the zones that it serves from now on; what is of no zone stays.
     *
     * @param before which zones it served
     * @throws RefusedException with OutOfVirtualIps, or with OverLimit
     */
    LoadBalancer follow(WriteUnit unit, Caller caller, Classic before, LoadBalancer changed, Instant now) {
        Classic said = changed.classic().orElseThrow();
        if (said.zones().equals(before.zones())) {
            return changed;
        }
        VipPools pools = blocks.pools(unit);
        List<VirtualIp> left = unit.virtualIps(changed.virtualIps()).values().stream()
                .filter(vip -> pools.zone(vip.address())
                        .filter(zone -> !said.zones().contains(zone))
                        .isEmpty())
                .toList();
        List<VirtualIp> added = virtualIps.allocate(unit, caller, left, wanted(pools, said, left), now);
        return changed.withVirtualIps(
                ids(Stream.concat(left.stream(), added.stream()).toList()));
    }

    private static List<NewVirtualIp> wanted(VipPools pools, Classic said, Collection<VirtualIp> present) {
        VipType type = said.internal() ? VipType.SERVICENET : VipType.PUBLIC;
        List<NewVirtualIp> ofZones = said.zones().stream()
                .flatMap(zone -> Stream.of(IpVersion.values())
                        .filter(version -> pools.has(type, version, Optional.of(zone)))
                        .filter(version -> present.stream().noneMatch(vip -> isOf(pools, vip, zone, version)))
                        .<NewVirtualIp>map(version ->
                                new NewVirtualIp.FromPool("", type, Optional.of(version), Optional.of(zone))))
                .toList();
        return ofZones.isEmpty() && present.isEmpty()
                ? List.of(new NewVirtualIp.FromPool("", type, Optional.empty()))
                : ofZones;
    }

    private static boolean isOf(VipPools pools, VirtualIp vip, Zone zone, IpVersion version) {
        return vip.address().version() == version
                && pools.zone(vip.address()).filter(zone::equals).isPresent();
    }

    private static List<VirtualIpId> ids(List<VirtualIp> vips) {
        return vips.stream().map(VirtualIp::id).toList();
    }
}
