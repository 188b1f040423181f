package io.steelyard.control.classic;

import io.steelyard.control.node.NodeRules;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.List;
import java.util.stream.Stream;

/** Where classic balancers may send anything to: an instance has every port that a listener or the health check names. */
final class ClassicRules {
    private final NodeRules nodes;

    ClassicRules(NodeRules nodes) {
        this.nodes = nodes;
    }

    /**
     * The balancer itself.
     *
     * @throws RefusedException with Invalid when a port of an instance is closed
     */
    LoadBalancer checked(LoadBalancer balancer) {
        List<Port> ports = balancer.classic().orElseThrow().instancePorts();
        RefusedException.ifAny(balancer.primaryPool().nodes().stream()
                .flatMap(node -> ports.stream().flatMap(port -> closed(node, port)))
                .toList());
        return balancer;
    }

    private Stream<Violation> closed(Node node, Port port) {
        return node.address() instanceof IpAddress address
                ? nodes.whyClosed(address, port).stream()
                        .map(why -> new Violation("InstancePort " + port, Violation.Rule.NOT_ALLOWED, why))
                : Stream.of();
    }
}
