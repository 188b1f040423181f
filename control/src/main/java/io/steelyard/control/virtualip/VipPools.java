package io.steelyard.control.virtualip;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipType;
import java.util.List;
import java.util.stream.Stream;

/** The networks that virtual IPs are taken from, by type; IPv4 and IPv6 mixed. */
public record VipPools(List<Cidr> publicNetworks, List<Cidr> servicenetNetworks) {
    public VipPools {
        publicNetworks = List.copyOf(publicNetworks);
        servicenetNetworks = List.copyOf(servicenetNetworks);
    }

    public List<Cidr> of(VipType type, IpVersion version) {
        return networks(type)
                .filter(network -> network.network().version() == version)
                .toList();
    }

    public boolean has(VipType type, IpVersion version) {
        return !of(type, version).isEmpty();
    }

    /** Whether an address is one that this service gives to its balancers. */
    public boolean contains(IpAddress address) {
        return Stream.concat(publicNetworks.stream(), servicenetNetworks.stream())
                .anyMatch(network -> network.contains(address));
    }

    private Stream<Cidr> networks(VipType type) {
        return switch (type) {
            case PUBLIC -> publicNetworks.stream();
            case SERVICENET -> servicenetNetworks.stream();
        };
    }
}
