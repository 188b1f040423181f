package io.steelyard.domain.pool;

import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.persistence.SessionPersistence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Nodes that serve the same thing.
 *
 * @param persistence empty when any node will do for any client
 * @param monitor empty when nodes are judged by their traffic alone
 * @param nodes oldest first; may be empty
 */
public record Pool(
        PoolId id,
        Algorithm algorithm,
        Optional<SessionPersistence> persistence,
        Optional<HealthMonitor> monitor,
        List<Node> nodes) {
    public Pool {
        nodes = List.copyOf(nodes);
    }

    /** A pool of no nodes, every feature off. */
    public static Pool empty(PoolId id, Algorithm algorithm) {
        return new Pool(id, algorithm, Optional.empty(), Optional.empty(), List.of());
    }

    public Optional<Node> node(NodeId wanted) {
        return nodes.stream().filter(node -> node.id().equals(wanted)).findFirst();
    }

    public Pool withAlgorithm(Algorithm other) {
        return new Pool(id, other, persistence, monitor, nodes);
    }

    public Pool withPersistence(Optional<SessionPersistence> other) {
        return new Pool(id, algorithm, other, monitor, nodes);
    }

    public Pool withMonitor(Optional<HealthMonitor> other) {
        return new Pool(id, algorithm, persistence, other, nodes);
    }

    public Pool withNodesAdded(Collection<Node> added) {
        List<Node> all = new ArrayList<>(nodes);
        all.addAll(added);
        return withNodes(all);
    }

    /** The same with the node of that id exchanged. */
    public Pool withNode(Node changed) {
        return withNodes(nodes.stream()
                .map(node -> node.id().equals(changed.id()) ? changed : node)
                .toList());
    }

    public Pool withoutNodes(Collection<NodeId> removed) {
        return withNodes(
                nodes.stream().filter(node -> !removed.contains(node.id())).toList());
    }

    private Pool withNodes(List<Node> others) {
        return new Pool(id, algorithm, persistence, monitor, others);
    }
}
