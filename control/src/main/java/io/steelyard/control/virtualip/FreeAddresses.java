package io.steelyard.control.virtualip;

import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the pools that may be given out, lowest first, as one unit sees them. An address that its last
 * balancer left waits {@link #QUARANTINE}, since clients may still have it in their caches, unless nothing else is left.
 */
final class FreeAddresses {
    static final Duration QUARANTINE = Duration.ofSeconds(60);

    private final WriteUnit unit;
    private final VipPools pools;
    private final Instant longAgo;
    private final Map<IpAddress, VirtualIp> known = new HashMap<>();
    private final Set<IpAddress> taken = new HashSet<>();

    FreeAddresses(WriteUnit unit, VipPools pools, Instant now) {
        this.unit = unit;
        this.pools = pools;
        this.longAgo = now.minus(QUARANTINE);
        unit.everyVirtualIp().forEach(vip -> known.put(vip.address(), vip));
    }

    /**
     * An address that nobody has, never the same twice. If it was in quarantine the store forgets who had it.
     *
     * @throws RefusedException with OutOfVirtualIps when a pool has no address left
     */
    IpAddress take(VipType type, IpVersion version) {
        IpAddress address = free(pools.of(type, version));
        taken.add(address);
        Optional.ofNullable(known.remove(address)).ifPresent(left -> unit.remove(left.id()));
        return address;
    }

    private IpAddress free(List<Cidr> networks) {
        for (Cidr network : networks) {
            Optional<IpAddress> address = Optional.empty();
            for (long offset = first(network); (address = usable(network, offset)).isPresent(); offset++) {
                if (isFree(address.get())) {
                    return address.get();
                }
            }
        }
        return longestInQuarantine(networks).orElseThrow(() -> new RefusedException(new Refusal.OutOfVirtualIps()));
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

    private boolean isFree(IpAddress address) {
        if (taken.contains(address)) {
            return false;
        }
        VirtualIp holder = known.get(address);
        return holder == null || isOutOfQuarantine(holder);
    }

    private boolean isOutOfQuarantine(VirtualIp holder) {
        return holder.state() == VipState.QUARANTINED
                && unit.quarantinedSince(holder.id())
                        .filter(since -> !since.isAfter(longAgo))
                        .isPresent();
    }

    private Optional<IpAddress> longestInQuarantine(List<Cidr> networks) {
        return known.values().stream()
                .filter(vip -> vip.state() == VipState.QUARANTINED)
                .filter(vip -> networks.stream().anyMatch(network -> network.contains(vip.address())))
                .min(Comparator.comparing(vip -> unit.quarantinedSince(vip.id()).orElse(Instant.MAX)))
                .map(VirtualIp::address);
    }
}
