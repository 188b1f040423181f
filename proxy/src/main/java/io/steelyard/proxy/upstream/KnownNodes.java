package io.steelyard.proxy.upstream;

import io.steelyard.domain.node.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the process before this one knew of nodes, until they come. Any thread. */
public final class KnownNodes {
    private final Map<NodeId, KnownNode> nodes = new ConcurrentHashMap<>();

    /** Takes in lines of {@link KnownNode#line}; others are left alone. */
    public void learn(List<String> lines) {
        lines.forEach(line -> KnownNode.parse(line).ifPresent(known -> nodes.put(known.id(), known)));
    }

    /** What was known of a node, once. */
    public Optional<KnownNode> take(NodeId id) {
        return Optional.ofNullable(nodes.remove(id));
    }
}
