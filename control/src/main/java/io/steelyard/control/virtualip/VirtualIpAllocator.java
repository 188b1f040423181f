package io.steelyard.control.virtualip;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives out addresses, lowest first. An address that its last balancer left waits {@link #QUARANTINE}, since clients may
 * still have it in their caches, unless nothing else is left.
 */
public final class VirtualIpAllocator {
    public static final Duration QUARANTINE = Duration.ofSeconds(60);

    private final VipPools pools;
    private final InstantSource clock;

    public VirtualIpAllocator(VipPools pools, InstantSource clock) {
        this.pools = pools;
        this.clock = clock;
    }

    /**
     * Takes what was wanted, all in one group.
     *
     * @throws RefusedException with OutOfVirtualIps when a pool has no address left
     */
    public List<VirtualIp> allocate(
            WriteUnit unit, TenantId tenant, RegionName region, List<NewVirtualIp> wanted, Instant now) {
        VipGroupId group = unit.nextVipGroupId();
        Map<IpAddress, VirtualIp> taken = new HashMap<>();
        unit.everyVirtualIp().forEach(vip -> taken.put(vip.address(), vip));
        List<VirtualIp> allocated = new ArrayList<>();
        for (NewVirtualIp vip : wanted) {
            for (IpVersion version : versions(vip)) {
                IpAddress address = free(unit, vip.type(), version, taken);
                Optional.ofNullable(taken.get(address)).ifPresent(left -> unit.remove(left.id()));
                VirtualIp given = new VirtualIp(
                        unit.nextVirtualIpId(), tenant, region, address, vip.type(), group, VipState.IN_USE, now);
                unit.save(given);
                taken.put(address, given);
                allocated.add(given);
            }
        }
        return allocated;
    }

    private List<IpVersion> versions(NewVirtualIp vip) {
        if (vip.version().isPresent()) {
            return List.of(vip.version().get());
        }
        boolean hasV6 = vip.type() == VipType.PUBLIC && pools.has(VipType.PUBLIC, IpVersion.IPV6);
        return hasV6 ? List.of(IpVersion.IPV4, IpVersion.IPV6) : List.of(IpVersion.IPV4);
    }

    private IpAddress free(WriteUnit unit, VipType type, IpVersion version, Map<IpAddress, VirtualIp> taken) {
        List<Cidr> networks = pools.of(type, version);
        for (Cidr network : networks) {
            for (long offset = first(network); true; offset++) {
                Optional<IpAddress> address = usable(network, offset);
                if (address.isEmpty()) {
                    break;
                }
                if (isFree(unit, address.get(), taken)) {
                    return address.get();
                }
            }
        }
        return longestInQuarantine(unit, networks, taken)
                .orElseThrow(() -> new RefusedException(new Refusal.OutOfVirtualIps()));
    }

    /** The lowest address of a network names the network itself, unless it is the only one or one of two. */
    private static long first(Cidr network) {
        return hasReserved(network) ? 1 : 0;
    }

    private static Optional<IpAddress> usable(Cidr network, long offset) {
        Optional<IpAddress> address = network.at(offset);
        // The highest IPv4 address is the network's broadcast address.
        boolean broadcast = network.network().version() == IpVersion.IPV4
                && hasReserved(network)
                && network.at(offset + 1).isEmpty();
        return broadcast ? Optional.empty() : address;
    }

    private static boolean hasReserved(Cidr network) {
        return network.network().bytes().length * 8 - network.prefixLength() >= 2;
    }

    private boolean isFree(WriteUnit unit, IpAddress address, Map<IpAddress, VirtualIp> taken) {
        VirtualIp holder = taken.get(address);
        if (holder == null) {
            return true;
        }
        Instant longAgo = clock.instant().minus(QUARANTINE);
        return holder.state() == VipState.QUARANTINED
                && unit.quarantinedSince(holder.id())
                        .filter(since -> !since.isAfter(longAgo))
                        .isPresent();
    }

    private static Optional<IpAddress> longestInQuarantine(
            WriteUnit unit, List<Cidr> networks, Map<IpAddress, VirtualIp> taken) {
        return taken.values().stream()
                .filter(vip -> vip.state() == VipState.QUARANTINED)
                .filter(vip -> networks.stream().anyMatch(network -> network.contains(vip.address())))
                .min(Comparator.comparing(vip -> unit.quarantinedSince(vip.id()).orElse(Instant.MAX)))
                .map(VirtualIp::address);
    }
}
