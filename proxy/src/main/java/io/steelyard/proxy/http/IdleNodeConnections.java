package io.steelyard.proxy.http;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.tls.NodeContext;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections of one event loop to one node, longest idle first. A burst of answers may leave more than the
 * limit for one tick, since the next requests need them at once.
 */
final class IdleNodeConnections extends LoopConnection {
    /** Behind this a node may have closed on its side, and a request that must not be sent twice could be lost. */
    private static final long RECENT_NANOS =
            Duration.ofSeconds(1).minus(Loop.TICK).toNanos();

    private static final int MOST = 1024;

    private final NodeState node;
    private final NodePool pool;
    private final Loop loop;
    private final int limit;
    private final ArrayDeque<NodeConnection> connections = new ArrayDeque<>();

    IdleNodeConnections(NodeState node, NodePool pool, Loop loop, int limit) {
        this.node = node;
        this.pool = pool;
        this.loop = loop;
        this.limit = limit;
    }

    @Nullable
    NodeConnection take(Target target, @Nullable NodeContext tls, boolean recent) {
        NodeConnection latest = connections.peekLast();
        if (latest == null || recent && loop.now() - latest.idleSince() > RECENT_NANOS) {
            return null;
        }
        if (latest.fits(target, tls)) {
            return connections.pollLast();
        }
        return takeOther(target, tls, recent);
    }

    void put(NodeConnection connection) {
        connections.addLast(connection);
        if (connections.size() > MOST) {
            connections.removeFirst().close();
        }
    }

    void remove(NodeConnection connection) {
        connections.remove(connection);
    }

    @Override
    protected boolean holdsClient() {
        return false;
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return node.isRevoked() || node.isDraining();
    }

    @Override
    protected void cut() {
        pool.forget(node);
        List.copyOf(connections).forEach(NodeConnection::close);
        connections.clear();
    }

    @Override
    protected void tick(long now) {
        for (NodeConnection oldest = connections.peekFirst();
                oldest != null && isOver(oldest, now);
                oldest = connections.peekFirst()) {
            connections.removeFirst();
            oldest.close();
        }
        if (connections.isEmpty()) {
            pool.forget(node);
        }
    }

    private boolean isOver(NodeConnection oldest, long now) {
        return now - oldest.idleUntil() > 0
                || connections.size() > limit && now - oldest.idleSince() >= Loop.TICK.toNanos();
    }

    /** A node that two listeners reach at two ports, or that connections spoke differently to before a change. */
    private @Nullable NodeConnection takeOther(Target target, @Nullable NodeContext tls, boolean recent) {
        for (NodeConnection each : connections) {
            if (each.fits(target, tls) && !(recent && loop.now() - each.idleSince() > RECENT_NANOS)) {
                connections.remove(each);
                return each;
            }
        }
        return null;
    }
}
