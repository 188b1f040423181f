package io.steelyard.domain.node;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a tenant may have traffic sent to. Without this a balancer would be a way into the service's own network.
 * Judged where a node is added, and again wherever its name leads to another address.
 *
 * @param loopbackAllowed true only where one machine serves everything
 * @param ownPorts the ports of loopback that the service itself listens on
 * @param virtualIps where the service's virtual IPs are
 * @param closed where the service is, and those who operate it
 */
public record NodeNetworks(boolean loopbackAllowed, List<Port> ownPorts, List<Cidr> virtualIps, List<Cidr> closed) {
    /** Where clouds tell machines their secrets, besides link-local 169.254.169.254. */
    private static final List<Cidr> METADATA = Stream.of(
                    "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
            .map(Cidr::require)
            .toList();

    public NodeNetworks {
        ownPorts = List.copyOf(ownPorts);
        virtualIps = List.copyOf(virtualIps);
        closed = List.copyOf(closed);
    }

    /** The same with more networks closed. */
    public NodeNetworks closing(List<Cidr> more) {
        return new NodeNetworks(
                loopbackAllowed,
                ownPorts,
                virtualIps,
                Stream.concat(closed.stream(), more.stream()).distinct().toList());
    }

    /**
     * Why a node may not be there, as a phrase that follows "must be"; empty when it may. An IPv4 address in an IPv6 one is
     * judged too: a translator on the way would send there.
     */
    public Optional<String> whyNot(IpAddress address, Port port) {
        return whyNot(address).or(() -> whyOwn(address, port));
    }

    /** The same whatever the port, as far as that does not matter. */
    public Optional<String> whyNot(IpAddress address) {
        return judged(address).flatMap(each -> whyNotItself(each).stream()).findFirst();
    }

    private static Stream<IpAddress> judged(IpAddress address) {
        return Stream.concat(Stream.of(address), address.carried().stream());
    }

    private Optional<String> whyOwn(IpAddress address, Port port) {
        return judged(address).anyMatch(IpAddress::isLoopback) && ownPorts.contains(port)
                ? Optional.of("an address and port other than this service's own")
                : Optional.empty();
    }

    private Optional<String> whyNotItself(IpAddress address) {
        if (address.isUnspecified() || address.isMulticast() || address.isBroadcast() || address.isLinkLocal()) {
            return Optional.of("a single host's address, not unspecified, multicast, broadcast or link-local");
        }
        if (isIn(virtualIps, address)) {
            return Optional.of("an address that is not one of this service's virtual IPs");
        }
        if (isIn(METADATA, address) || isIn(closed, address)) {
            return Optional.of("an address outside the networks that are closed to nodes");
        }
        if (address.isLoopback() && !loopbackAllowed) {
            return Optional.of("an address that is not loopback");
        }
        return Optional.empty();
    }

    private static boolean isIn(List<Cidr> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
