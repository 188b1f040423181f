package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The states of one balancer's nodes: each lives from its node's first appearance to its last. */
final class NodeStates {
    private final Map<NodeId, NodeState> states = new HashMap<>();

    Target target(Endpoint endpoint) {
        return new Target(
                states.computeIfAbsent(endpoint.node(), NodeState::new),
                new InetSocketAddress(
                        endpoint.address().toInetAddress(), endpoint.port().value()));
    }

    /** Revokes disabled and removed nodes, and forgets the removed ones. The caller sweeps. */
    void follow(DesiredLoadBalancer desired) {
        Set<NodeId> gone = new HashSet<>(states.keySet());
        desired.listeners().stream()
                .flatMap(listener -> listener.endpoints().stream())
                .forEach(endpoint -> {
                    gone.remove(endpoint.node());
                    states.computeIfAbsent(endpoint.node(), NodeState::new)
                            .setRevoked(endpoint.condition() == Condition.DISABLED);
                });
        gone.forEach(this::forget);
    }

    void forgetAll() {
        Set.copyOf(states.keySet()).forEach(this::forget);
    }

    private void forget(NodeId id) {
        NodeState state = states.remove(id);
        if (state != null) {
            state.setRevoked(true);
        }
    }
}
