package io.steelyard.control.virtualip;

import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The networks that virtual IPs are taken from; types, zones, IPv4 and IPv6 mixed. */
public record VipPools(List<VipBlock> blocks) {
    public VipPools {
        blocks = List.copyOf(blocks);
    }

    /** Those that addresses may be taken from, of this zone or of none. */
    public List<Cidr> of(VipType type, IpVersion version, Optional<Zone> zone) {
        return blocks(type, version, zone)
                .filter(block -> !block.draining())
                .map(VipBlock::network)
                .toList();
    }

    /** Whether there are any of this zone or of none, be they drained. */
    public boolean has(VipType type, IpVersion version, Optional<Zone> zone) {
        return blocks(type, version, zone).findAny().isPresent();
    }

    private Stream<VipBlock> blocks(VipType type, IpVersion version, Optional<Zone> zone) {
        return blocks.stream()
                .filter(block -> block.type() == type
                        && block.network().network().version() == version
                        && block.zone().equals(zone));
    }

    /** The zone that an address is in; empty for one that is for all of them. */
    public Optional<Zone> zone(IpAddress address) {
        return blocks.stream()
                .filter(block -> block.network().contains(address))
                .findFirst()
                .flatMap(VipBlock::zone);
    }

    /** Every network. */
    public List<Cidr> networks() {
        return blocks.stream().map(VipBlock::network).toList();
    }

    /** Whether an address is one that this service gives to its balancers. */
    public boolean contains(IpAddress address) {
        return blocks.stream().anyMatch(block -> block.network().contains(address));
    }
}
