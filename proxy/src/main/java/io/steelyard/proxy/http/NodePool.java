package io.steelyard.proxy.http;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Idle connections to nodes on one event loop: of all its clients, or of one. */
final class NodePool {
    private final Loop loop;
    private final int idlePerNode;
    private final Map<NodeState, IdleNodeConnections> nodes = new IdentityHashMap<>();
    /** Made when there is a first use for it. */
    private @Nullable Http2NodePool http2;

    /** @param idlePerNode how many may stay idle for more than a moment */
    NodePool(Loop loop, int idlePerNode) {
        this.loop = loop;
        this.idlePerNode = idlePerNode;
    }

    /**
     * The connection that was used last.
     *
     * @param tls that it was made with; null for none
     * @param recent whether only one will do that was used within the last second
     * @return null when there is none
     */
    @Nullable
    NodeConnection take(Target target, @Nullable NodeContext tls, boolean recent) {
        IdleNodeConnections idle = nodes.get(target.node());
        return idle == null ? null : idle.take(target, tls, recent);
    }

    /** Keeps a connection that could carry another request. */
    void put(NodeConnection connection) {
        NodeState node = connection.target().node();
        IdleNodeConnections idle = nodes.get(node);
        if (idle == null) {
            idle = new IdleNodeConnections(node, this, loop, idlePerNode);
            nodes.put(node, idle);
            loop.add(idle);
        }
        idle.put(connection);
    }

    /** Forgets an idle connection that was closed. */
    void remove(NodeConnection connection) {
        IdleNodeConnections idle = nodes.get(connection.target().node());
        if (idle != null) {
            idle.remove(connection);
        }
    }

    /** The connections that speak HTTP/2. */
    Http2NodePool http2(HttpLoop http) {
        Http2NodePool made = http2;
        if (made == null) {
            made = new Http2NodePool(http);
            http2 = made;
        }
        return made;
    }

    /** Closes whatever waits. */
    void close() {
        Http2NodePool made = http2;
        if (made != null) {
            made.close();
        }
        List.copyOf(nodes.values()).forEach(IdleNodeConnections::cut);
    }

    void forget(NodeState node) {
        IdleNodeConnections idle = nodes.remove(node);
        if (idle != null) {
            loop.remove(idle);
        }
    }
}
