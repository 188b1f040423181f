package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeFigures;
import io.steelyard.proxy.frontend.Policy;
import io.steelyard.proxy.health.NodeHealth;
import io.steelyard.proxy.proxyprotocol.Announcement;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.KnownNode;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The states of one balancer's nodes: each lives from its node's first appearance to its last. */
final class NodeStates {
    private final LoadBalancerId loadBalancer;
    private final NodeHealth health;
    private final Runnable onChange;
    private final NodePlaces places;
    private final Map<NodeId, NodeState> states = new HashMap<>();
    /** Nodes that are somewhere. */
    private final Map<NodeId, InetAddress> reached = new HashMap<>();

    /** @param onChange runs after a node's availability has changed, on any thread */
    NodeStates(LoadBalancerId loadBalancer, NodeHealth health, NodePlaces places, Runnable onChange) {
        this.loadBalancer = loadBalancer;
        this.health = health;
        this.places = places;
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
            listener.endpoints()
                    .forEach(endpoint -> states.computeIfAbsent(endpoint.node(), id -> state(id, known, listener)));
        }
    }

    private NodeState state(NodeId id, Availability first, DesiredListener listener) {
        NodeState state = new NodeState(id, first, health.limits(), health.nanoTime(), this::changed);
        health.known().take(id).ifPresent(known -> known.tell(state, listener.monitor()));
        return state;
    }

    /** What is known of them beyond what each is taken for at first. */
    Stream<KnownNode> known() {
        return states.values().stream().flatMap(state -> KnownNode.of(state).stream());
    }

    private void changed(NodeState node) {
        onChange.run();
        health.prober().changed(node);
        health.feed().changed(loadBalancer, node);
    }

    /** Learns where the nodes are. */
    void place(DesiredLoadBalancer desired) {
        places.follow(desired);
        Set<NodeId> placed = new HashSet<>();
        for (DesiredListener listener : desired.listeners()) {
            listener.endpoints().stream()
                    .filter(endpoint -> placed.add(endpoint.node()))
                    .forEach(endpoint -> place(endpoint, listener));
        }
    }

    private void place(Endpoint endpoint, DesiredListener listener) {
        NodeState node = admitted(endpoint.node());
        boolean unreachable = node.availability() == Availability.OFFLINE && node.isUnreachable();
        NodePlaces.Place place = places.of(endpoint, unreachable);
        place.failure().ifPresent(why -> lose(node, why));
        place.address().ifPresent(address -> move(node, address.toInetAddress(), firstOfAdded(listener)));
    }

    private void lose(NodeState node, NodeFailure why) {
        reached.remove(node.id());
        health.prober().forget(node);
        health.checks().forget(node);
        node.lost(why);
    }

    private void move(NodeState node, InetAddress address, Availability first) {
        InetAddress before = reached.put(node.id(), address);
        if (before != null && !before.equals(address)) {
            health.prober().forget(node);
        }
        if (node.isLost()) {
            node.renew(first);
        }
    }

    private NodeState admitted(NodeId id) {
        NodeState state = states.get(id);
        if (state == null) {
            throw new IllegalStateException("node " + id + " was not admitted");
        }
        return state;
    }

    /** Where a node that was admitted is reached; empty while it is nowhere. */
    Optional<Target> target(Endpoint endpoint) {
        NodeState state = admitted(endpoint.node());
        return Optional.ofNullable(reached.get(endpoint.node()))
                .map(known -> new Target(
                        state,
                        new InetSocketAddress(known, endpoint.port().value()),
                        endpoint.weight(),
                        endpoint.zone()));
    }

    /** Drains draining nodes, revokes disabled and removed nodes, and forgets the removed ones. The caller sweeps. */
    void follow(DesiredLoadBalancer desired) {
        Set<NodeId> gone = new HashSet<>(states.keySet());
        for (DesiredListener listener : desired.listeners()) {
            for (Endpoint endpoint : listener.endpoints()) {
                gone.remove(endpoint.node());
                follow(endpoint, listener);
            }
        }
        gone.forEach(this::forget);
    }

    private void follow(Endpoint endpoint, DesiredListener listener) {
        NodeState node = admitted(endpoint.node());
        boolean revoked = endpoint.condition() == Condition.DISABLED || node.isLostTo(NodeFailure.CLOSED_ADDRESS);
        boolean back = node.isRevoked() && !revoked;
        node.setDraining(endpoint.condition() == Condition.DRAINING);
        node.setRevoked(revoked);
        if (back && !node.isLost()) {
            node.renew(firstOfAdded(listener));
        }
        watch(node, revoked ? Optional.empty() : target(endpoint), listener);
    }

    /** Those that may take new work. */
    Set<NodeState> serving() {
        return states.values().stream()
                .filter(node -> !node.isRevoked() && !node.isDraining())
                .collect(Collectors.toSet());
    }

    /** By checks, or by probes, or not at all. */
    private void watch(NodeState node, Optional<Target> target, DesiredListener listener) {
        if (target.isEmpty() || listener.monitor().isEmpty()) {
            health.checks().forget(node);
        }
        if (target.isPresent() && listener.monitor().isEmpty() && isProbed(listener)) {
            health.prober().watch(target.get());
        } else {
            health.prober().forget(node);
        }
        target.ifPresent(at -> listener.monitor()
                .ifPresent(monitor -> health.checks()
                        .watch(loadBalancer, checked(at, monitor), monitor, announcement(listener, monitor))));
    }

    private static Target checked(Target target, HealthMonitor monitor) {
        return monitor.port()
                .map(port -> new Target(
                        target.node(),
                        new InetSocketAddress(target.address().getAddress(), port.value()),
                        target.weight()))
                .orElse(target);
    }

    /** Where nodes are checked elsewhere than they get their traffic, nothing is said of what is expected there. */
    private static Optional<Announcement> announcement(DesiredListener listener, HealthMonitor monitor) {
        return monitor.port().isPresent() ? Optional.empty() : Policy.announcement(listener.policy());
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

    /** What each did since it came, as far as it did anything. */
    List<NodeFigures> figures() {
        return states.values().stream()
                .map(node -> new NodeFigures(node.id(), node.figures()))
                .filter(seen -> !seen.figures().saysNothing())
                .toList();
    }

    void forgetAll() {
        Set.copyOf(states.keySet()).forEach(this::forget);
        places.forgetAll();
    }

    private void forget(NodeId id) {
        NodeState state = states.remove(id);
        reached.remove(id);
        places.forget(id);
        if (state != null) {
            state.setRevoked(true);
            health.prober().forget(state);
            health.checks().forget(state);
            health.feed().gone(state);
        }
    }
}
