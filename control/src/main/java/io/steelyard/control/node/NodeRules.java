package io.steelyard.control.node;

import io.steelyard.control.limit.Limits;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.NodeAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which nodes a tenant may have traffic sent to. A name is judged by where it leads to now; hosts judge it again whenever it
 * leads elsewhere.
 *
 * @param loopbackAllowed true only where one machine serves everything
 * @param ownPorts the ports that this service itself listens on, API and operator
 * @param pools where this service's virtual IPs are
 * @param closedNetworks where the API and those who operate it are, beyond loopback
 * @param domains where the names of nodes may be
 */
public record NodeRules(
        boolean loopbackAllowed,
        Supplier<Set<Port>> ownPorts,
        Supplier<VipPools> pools,
        Supplier<List<Cidr>> closedNetworks,
        NodeDomains domains,
        NameLookup names) {
    /** With pools and closed networks that stay as they are, and of a service that looks no names up. */
    public NodeRules(boolean loopbackAllowed, Supplier<Set<Port>> ownPorts, VipPools pools, List<Cidr> closedNetworks) {
        this(loopbackAllowed, ownPorts, () -> pools, () -> closedNetworks, NodeDomains.ANY, NameLookup.NOTHING);
    }

    /** Where nodes may be. */
    public NodeNetworks networks() {
        return new NodeNetworks(
                loopbackAllowed,
                ownPorts.get().stream()
                        .sorted(Comparator.comparing(Port::value))
                        .toList(),
                pools.get().networks(),
                closedNetworks.get());
    }

    /** What is wrong with nodes to be added together. */
    public List<Violation> check(List<NewNode> nodes) {
        NodeNetworks networks = networks();
        Map<DomainName, List<IpAddress>> found = lookup(nodes);
        List<Violation> violations = new ArrayList<>();
        Set<Where> seen = new HashSet<>();
        for (NewNode node : nodes) {
            String address = node.path() + "address";
            whyNot(node, networks, found)
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

    /** What is wrong with a node that was allowed once; a name's addresses are judged by the hosts. */
    public Optional<String> check(Node node) {
        return switch (node.address()) {
            case IpAddress address -> whyClosed(address, node.port());
            case DomainName name -> domains.whyNot(name);
        };
    }

    /** What is wrong with sending anything to an address. */
    public Optional<String> whyClosed(IpAddress address, Port port) {
        return networks().whyNot(address, port);
    }

    /** The same for all ports of one that may have none yet. */
    public Optional<String> whyClosed(IpAddress address, List<Port> ports) {
        NodeNetworks networks = networks();
        return networks.whyNot(address)
                .or(() -> ports.stream()
                        .flatMap(port -> networks.whyNot(address, port).stream())
                        .findFirst());
    }

    /** @throws RefusedException with OverLimit when one of the nodes has more of something than an account may */
    public void checkLimits(Limits allowed, List<NewNode> nodes) {
        nodes.forEach(node ->
                allowed.check(Limit.METADATA_ITEMS, node.metadata().items().size()));
    }

    private Map<DomainName, List<IpAddress>> lookup(List<NewNode> nodes) {
        Set<DomainName> wanted = nodes.stream()
                .map(NewNode::address)
                .filter(DomainName.class::isInstance)
                .map(DomainName.class::cast)
                .filter(name -> domains.whyNot(name).isEmpty())
                .collect(Collectors.toSet());
        return wanted.isEmpty() ? Map.of() : names.lookup(wanted);
    }

    private Optional<String> whyNot(NewNode node, NodeNetworks networks, Map<DomainName, List<IpAddress>> found) {
        return switch (node.address()) {
            case IpAddress address -> networks.whyNot(address, node.port());
            case DomainName name ->
                domains.whyNot(name).or(() -> whyNot(node.port(), networks, found.getOrDefault(name, List.of())));
        };
    }

    private static Optional<String> whyNot(Port port, NodeNetworks networks, List<IpAddress> addresses) {
        return addresses.stream()
                .flatMap(address -> networks.whyNot(address, port).stream())
                .findFirst()
                .map(why -> why + ", which is where the name leads to now");
    }

    private record Where(NodeAddress address, Port port) {}
}
