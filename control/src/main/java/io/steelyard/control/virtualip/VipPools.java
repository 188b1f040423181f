package io.steelyard.control.virtualip;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The networks that virtual IPs are taken from, by type; IPv4 and IPv6 mixed.
 *
 * @param draining those of them that no more are taken from
 */
public record VipPools(List<Cidr> publicNetworks, List<Cidr> servicenetNetworks, List<Cidr> draining) {
    public VipPools {
        publicNetworks = List.copyOf(publicNetworks);
        servicenetNetworks = List.copyOf(servicenetNetworks);
        draining = List.copyOf(draining);
    }

    public VipPools(List<Cidr> publicNetworks, List<Cidr> servicenetNetworks) {
        this(publicNetworks, servicenetNetworks, List.of());
    }

    /** Those that addresses may be taken from. */
    public List<Cidr> of(VipType type, IpVersion version) {
        return networks(type)
                .filter(network -> network.network().version() == version && !draining.contains(network))
                .toList();
    }

    public boolean has(VipType type, IpVersion version) {
        return networks(type).anyMatch(network -> network.network().version() == version);
    }

    /** Whether an address is one that this service gives to its balancers. */
    public boolean contains(IpAddress address) {
        return Stream.concat(publicNetworks.stream(), servicenetNetworks.stream())
                .anyMatch(network -> network.contains(address));
    }

    Stream<Cidr> networks(VipType type) {
        return switch (type) {
            case PUBLIC -> publicNetworks.stream();
            case SERVICENET -> servicenetNetworks.stream();
        };
    }
}
