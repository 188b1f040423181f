package io.steelyard.control.node;

import io.steelyard.control.limit.Limits;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which addresses a tenant may have traffic sent to. Without this a balancer would be a way into the service's own
 * network.
 *
 * @param loopbackAllowed true only where one machine serves everything
 * @param ownPorts the ports that this service itself listens on, API and operator
 * @param closedNetworks where the API and those who operate it are, beyond loopback
 */
public record NodeRules(
        boolean loopbackAllowed,
        Supplier<Set<Port>> ownPorts,
        Supplier<VipPools> pools,
        Supplier<List<Cidr>> closedNetworks) {
    /** Where clouds tell machines their secrets, besides link-local 169.254.169.254. */
    private static final List<Cidr> METADATA = Stream.of(
                    "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
            .map(Cidr::require)
            .toList();

    /** With pools and closed networks that stay as they are. */
    public NodeRules(boolean loopbackAllowed, Supplier<Set<Port>> ownPorts, VipPools pools, List<Cidr> closedNetworks) {
        this(loopbackAllowed, ownPorts, () -> pools, () -> closedNetworks);
    }

    /** What is wrong with nodes to be added together. */
    public List<Violation> check(List<NewNode> nodes) {
        List<Violation> violations = new ArrayList<>();
        Set<Where> seen = new HashSet<>();
        for (NewNode node : nodes) {
            String address = node.path() + "address";
            whyClosed(node.address(), node.port())
                    .ifPresent(why -> violations.add(new Violation(address, Violation.Rule.NOT_ALLOWED, why)));
            if (!seen.add(new Where(node.address(), node.port()))) {
                violations.add(new Violation(
                        address,
                        Violation.Rule.DUPLICATE,
                        "unique together with its port; " + node.address() + ":" + node.port() + " is there twice"));
            }
        }
        return violations;
    }

    /** What is wrong with a node that was allowed once. */
    public Optional<String> check(Node node) {
        return whyClosed(node.address(), node.port());
    }

    /**
     * What is wrong with sending anything to an address. An IPv4 address in an IPv6 one is judged too: a translator on
     * the way would send there.
     */
    public Optional<String> whyClosed(IpAddress address, Port port) {
        Stream<IpAddress> addresses = Stream.concat(Stream.of(address), address.carried().stream());
        return addresses.flatMap(each -> whyNot(each, port).stream()).findFirst();
    }

    /** @throws RefusedException with OverLimit when one of the nodes has more of something than an account may */
    public void checkLimits(Limits allowed, List<NewNode> nodes) {
        nodes.forEach(node ->
                allowed.check(Limit.METADATA_ITEMS, node.metadata().items().size()));
    }

    private Optional<String> whyNot(IpAddress address, Port port) {
        if (address.isUnspecified() || address.isMulticast() || address.isBroadcast() || address.isLinkLocal()) {
            return Optional.of("a single host's address, not unspecified, multicast, broadcast or link-local");
        }
        if (pools.get().contains(address)) {
            return Optional.of("an address that is not one of this service's virtual IPs");
        }
        if (isIn(METADATA, address) || isIn(closedNetworks.get(), address)) {
            return Optional.of("an address outside the networks that are closed to nodes");
        }
        if (address.isLoopback() && !loopbackAllowed) {
            return Optional.of("an address that is not loopback");
        }
        if (address.isLoopback() && ownPorts.get().contains(port)) {
            return Optional.of("an address and port other than this service's own");
        }
        return Optional.empty();
    }

    private static boolean isIn(List<Cidr> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private record Where(IpAddress address, Port port) {}
}
