package io.steelyard.domain.desired;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.NodeAddress;
import java.util.List;
import java.util.Optional;

/**
 * A node at the port that a listener reaches it on.
 *
 * @param zone present where zones share traffic alike, however many of their nodes can serve; its weight says nothing then
 */
public record Endpoint(
        NodeId node,
        NodeAddress address,
        Port port,
        Condition condition,
        Weight weight,
        NodeType type,
        Optional<Zone> zone) {
    /** One that gets traffic by its weight. */
    public Endpoint(NodeId node, NodeAddress address, Port port, Condition condition, Weight weight, NodeType type) {
        this(node, address, port, condition, weight, type, Optional.empty());
    }

    public Endpoint withZone(Optional<Zone> other) {
        return new Endpoint(node, address, port, condition, weight, type, other);
    }

    /** The same, disabled if it is at an address in one of these networks. One with a name is judged where it leads. */
    Endpoint closing(List<Cidr> networks) {
        return address instanceof IpAddress known && networks.stream().anyMatch(network -> isIn(network, known))
                ? new Endpoint(node, address, port, Condition.DISABLED, weight, type, zone)
                : this;
    }

    /** An IPv4 address in an IPv6 one counts too. */
    private static boolean isIn(Cidr network, IpAddress address) {
        return network.contains(address)
                || address.carried().filter(network::contains).isPresent();
    }
}
