package io.steelyard.control.virtualip;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the pools that may be given out, as one unit sees them: the one that was left longest ago, else the
 * lowest that was never given. An address that its last balancer left waits, since clients may still
 * have it in their caches, unless nothing else is left.
 *
 * <p>However many addresses are given out, it asks for a few only.
 */
final class FreeAddresses {
    private final WriteUnit unit;
    private final VipPools pools;
    private final Map<Cidr, Long> givenBelow;
    private final Instant longAgo;
    private final Set<IpAddress> taken = new HashSet<>();

    /**
     * @param givenBelow by network, the offset below which each address was given; an absent one counts as its lowest.
     *     Kept from unit to unit, and never too high: a unit that is rolled back gives nothing, so only the first address
     *     that it takes of a network is noted, as not given yet
     * @param longAgo what was left until then need not wait any more
     */
    FreeAddresses(WriteUnit unit, VipPools pools, Map<Cidr, Long> givenBelow, Instant longAgo) {
        this.unit = unit;
        this.pools = pools;
        this.givenBelow = givenBelow;
        this.longAgo = longAgo;
    }

    /**
     * An address that nobody has, never the same twice. If it was in quarantine the store forgets who had it.
     *
     * @throws RefusedException with OutOfVirtualIps when a pool has no address left
     */
    IpAddress take(VipType type, IpVersion version, Optional<Zone> zone) {
        List<Cidr> networks = pools.of(type, version, zone);
        Optional<VirtualIp> left = unit.longestInQuarantine(vip -> isWithin(networks, vip));
        IpAddress address = left.filter(this::isOutOfQuarantine)
                .map(VirtualIp::address)
                .or(() -> neverGiven(networks))
                .or(() -> left.map(VirtualIp::address))
                .orElseThrow(() -> new RefusedException(new Refusal.OutOfVirtualIps()));
        left.filter(vip -> vip.address().equals(address)).ifPresent(vip -> unit.remove(vip.id()));
        taken.add(address);
        return address;
    }

    private static boolean isWithin(List<Cidr> networks, VirtualIp vip) {
        return networks.stream().anyMatch(network -> network.contains(vip.address()));
    }

    private boolean isOutOfQuarantine(VirtualIp vip) {
        return unit.quarantinedSince(vip.id())
                .filter(since -> !since.isAfter(longAgo))
                .isPresent();
    }

    private Optional<IpAddress> neverGiven(List<Cidr> networks) {
        return networks.stream()
                .flatMap(network -> neverGiven(network).stream())
                .findFirst();
    }

    private Optional<IpAddress> neverGiven(Cidr network) {
        long offset = givenBelow.getOrDefault(network, first(network));
        Optional<IpAddress> address = usable(network, offset);
        while (address.filter(this::isGiven).isPresent()) {
            address = usable(network, ++offset);
        }
        if (taken.stream().noneMatch(network::contains)) {
            givenBelow.put(network, offset);
        }
        return address;
    }

    private boolean isGiven(IpAddress address) {
        return taken.contains(address) || unit.hasVirtualIpAt(address);
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
}
