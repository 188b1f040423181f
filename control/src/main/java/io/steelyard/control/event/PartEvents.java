package io.steelyard.control.event;

import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an edit did to a balancer's parts, an event for each. */
public final class PartEvents {
    private final LoadBalancer after;
    private final Instant now;
    private final List<Event> events = new ArrayList<>();

    private PartEvents(LoadBalancer after, Instant now) {
        this.after = after;
        this.now = now;
    }

    /** What a new balancer came with. */
    public static List<Event> of(LoadBalancer made, Instant now) {
        PartEvents all = new PartEvents(made, now);
        all.virtualIps(List.of(), made.virtualIps());
        all.nodes(List.of(), made.primaryPool().nodes());
        all.features(Optional.empty());
        return List.copyOf(all.events);
    }

    /** What is otherwise than before. */
    public static List<Event> between(LoadBalancer before, LoadBalancer after, Instant now) {
        PartEvents all = new PartEvents(after, now);
        all.nodes(before.primaryPool().nodes(), after.primaryPool().nodes());
        all.virtualIps(before.virtualIps(), after.virtualIps());
        all.features(Optional.of(before));
        return List.copyOf(all.events);
    }

    private void nodes(List<Node> before, List<Node> now) {
        for (Node node : now) {
            Optional<Node> old = find(before, node.id());
            if (old.isEmpty()) {
                add(Event.Type.ADDED, Subject.of(node.id()), words(node));
            } else if (!old.get().equals(node)) {
                add(Event.Type.CHANGED, Subject.of(node.id()), words(node));
            }
        }
        before.stream()
                .filter(node -> find(now, node.id()).isEmpty())
                .forEach(node -> add(Event.Type.REMOVED, Subject.of(node.id()), words(node)));
    }

    private void virtualIps(List<VirtualIpId> before, List<VirtualIpId> now) {
        now.stream()
                .filter(id -> !before.contains(id))
                .forEach(id -> add(Event.Type.ADDED, Subject.of(id), "Virtual IP " + id));
        before.stream()
                .filter(id -> !now.contains(id))
                .forEach(id -> add(Event.Type.REMOVED, Subject.of(id), "Virtual IP " + id));
    }

    private void features(Optional<LoadBalancer> before) {
        feature(Part.ACCESS_LIST, before.flatMap(PartEvents::accessList), accessList(after));
        feature(
                Part.HEALTH_MONITOR,
                before.flatMap(old -> old.primaryPool().monitor()),
                after.primaryPool().monitor());
        feature(
                Part.SESSION_PERSISTENCE,
                before.flatMap(old -> old.primaryPool().persistence()),
                after.primaryPool().persistence());
        feature(
                Part.CONNECTION_THROTTLE,
                before.flatMap(old -> old.policy().throttle()),
                after.policy().throttle());
    }

    private static Optional<Object> accessList(LoadBalancer loadBalancer) {
        return Optional.<Object>of(loadBalancer.policy().accessList()).filter(list -> !list.equals(List.of()));
    }

    private void feature(Part part, Optional<?> before, Optional<?> now) {
        if (Objects.equals(before, now)) {
            return;
        }
        Event.Type type = before.isEmpty() ? Event.Type.ADDED : now.isEmpty() ? Event.Type.REMOVED : Event.Type.CHANGED;
        add(type, Subject.of(part), "The " + part.words());
    }

    private void add(Event.Type type, Subject subject, String what) {
        String verb = switch (type) {
            case ADDED -> " was added.";
            case REMOVED -> " was removed.";
            default -> " was changed.";
        };
        events.add(new Event(after.id(), after.tenant(), type, what + verb, now, Optional.of(subject)));
    }

    private static Optional<Node> find(List<Node> nodes, NodeId id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    private static String words(Node node) {
        return "Node " + node.id() + " (" + node.address() + ", port " + node.port() + ")";
    }
}
