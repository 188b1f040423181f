package io.steelyard.control.node;

import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which addresses a tenant may have traffic sent to. Without this a balancer would be a way into the service's own
 * network.
 *
 * @param loopbackAllowed true only where one machine serves everything
 * @param ownPorts the ports that this service itself listens on, API and operator
 */
public record NodeRules(boolean loopbackAllowed, Supplier<Set<Port>> ownPorts, VipPools pools) {

    /**
     * What is wrong with nodes to be added together.
     *
     * @param attribute what the request calls the list, such as {@code nodes}
     */
    public List<Violation> check(String attribute, List<NewNode> nodes) {
        List<Violation> violations = new ArrayList<>();
        Set<Where> seen = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            NewNode node = nodes.get(i);
            String where = attribute + "[" + i + "].address";
            whyNot(node).ifPresent(why -> violations.add(new Violation(where, Violation.Rule.NOT_ALLOWED, why)));
            if (!seen.add(new Where(node.address(), node.port()))) {
                violations.add(new Violation(
                        where,
                        Violation.Rule.DUPLICATE,
                        "unique together with its port; " + node.address() + ":" + node.port() + " is there twice"));
            }
        }
        return violations;
    }

    private Optional<String> whyNot(NewNode node) {
        IpAddress address = node.address();
        if (address.isUnspecified() || address.isMulticast() || address.isBroadcast() || address.isLinkLocal()) {
            return Optional.of("a single host's address, not unspecified, multicast, broadcast or link-local");
        }
        if (pools.contains(address)) {
            return Optional.of("an address that is not one of this service's virtual IPs");
        }
        if (address.isLoopback() && !loopbackAllowed) {
            return Optional.of("an address that is not loopback");
        }
        if (address.isLoopback() && ownPorts.get().contains(node.port())) {
            return Optional.of("an address and port other than this service's own");
        }
        return Optional.empty();
    }

    private record Where(IpAddress address, Port port) {}
}
