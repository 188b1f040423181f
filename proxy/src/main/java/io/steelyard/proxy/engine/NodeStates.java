package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.health.NodeHealth;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The states of one balancer's nodes: each lives from its node's first appearance to its last. */
final class NodeStates {
    private final LoadBalancerId loadBalancer;
    private final NodeHealth health;
    private final Runnable onChange;
    private final Map<NodeId, NodeState> states = new HashMap<>();

    /** @param onChange runs after a node's availability has changed, on any thread */
    NodeStates(LoadBalancerId loadBalancer, NodeHealth health, Runnable onChange) {
        this.loadBalancer = loadBalancer;
        this.health = health;
        this.onChange = onChange;
    }

    /**
     * Makes the states of nodes that are new. Those of a balancer's first configuration need not wait for a probe, but for
     * their first check where there are checks.
     */
    void admit(DesiredLoadBalancer desired) {
        boolean first = states.isEmpty();
        for (DesiredListener listener : desired.listeners()) {
            Availability known = first && listener.monitor().isEmpty() ? Availability.ONLINE : firstOfAdded(listener);
            listener.endpoints().forEach(endpoint -> states.computeIfAbsent(endpoint.node(), id -> state(id, known)));
        }
    }

    private NodeState state(NodeId id, Availability first) {
        return new NodeState(id, first, health.limits(), health.nanoTime(), this::changed);
    }

    private void changed(NodeState node) {
        onChange.run();
        health.prober().changed(node);
        health.feed().changed(loadBalancer, node);
    }

    /** Where a node that was admitted is reached. */
    Target target(Endpoint endpoint) {
        NodeState state = states.get(endpoint.node());
        if (state == null) {
            throw new IllegalStateException("node " + endpoint.node() + " was not admitted");
        }
        return new Target(
                state,
                new InetSocketAddress(
                        endpoint.address().toInetAddress(), endpoint.port().value()),
                endpoint.weight());
    }

    /** Drains draining nodes, revokes disabled and removed nodes, and forgets the removed ones. The caller sweeps. */
    void follow(DesiredLoadBalancer desired) {
        Set<NodeId> gone = new HashSet<>(states.keySet());
        for (DesiredListener listener : desired.listeners()) {
            for (Endpoint endpoint : listener.endpoints()) {
                gone.remove(endpoint.node());
                follow(target(endpoint), endpoint.condition(), listener);
            }
        }
        gone.forEach(this::forget);
    }

    private void follow(Target target, Condition condition, DesiredListener listener) {
        NodeState node = target.node();
        boolean back = node.isRevoked() && condition != Condition.DISABLED;
        node.setDraining(condition == Condition.DRAINING);
        node.setRevoked(condition == Condition.DISABLED);
        if (back) {
            node.renew(firstOfAdded(listener));
        }
        boolean checked = !node.isRevoked() && listener.monitor().isPresent();
        boolean probed = !node.isRevoked() && !checked && isProbed(listener);
        watch(target, listener.monitor().filter(_ -> checked), probed);
    }

    /** By checks, or by probes, or not at all. */
    private void watch(Target target, Optional<HealthMonitor> monitor, boolean probed) {
        if (monitor.isEmpty()) {
            health.checks().forget(target.node());
        }
        if (probed) {
            health.prober().watch(target);
        } else {
            health.prober().forget(target.node());
        }
        monitor.ifPresent(by -> health.checks().watch(loadBalancer, target, by));
    }

    private Availability firstOfAdded(DesiredListener listener) {
        if (listener.monitor().isPresent()) {
            return Availability.HELD;
        }
        return isProbed(listener) ? health.prober().firstOfAdded() : Availability.ONLINE;
    }

    /** A probe is a connection, which says nothing of who takes datagrams. */
    private static boolean isProbed(DesiredListener listener) {
        return listener.protocol().transport() == Transport.TCP;
    }

    /** Those that wait for their first probe. */
    List<NodeState> held() {
        return states.values().stream()
                .filter(node -> node.availability() == Availability.HELD)
                .toList();
    }

    void forgetAll() {
        Set.copyOf(states.keySet()).forEach(this::forget);
    }

    private void forget(NodeId id) {
        NodeState state = states.remove(id);
        if (state != null) {
            state.setRevoked(true);
            health.prober().forget(state);
            health.checks().forget(state);
            health.feed().gone(state);
        }
    }
}
