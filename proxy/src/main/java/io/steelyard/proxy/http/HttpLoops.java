package io.steelyard.proxy.http;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/** Serves HTTP on every event loop of the process. Any thread. */
public final class HttpLoops {
    /** Idle connections to a node over all loops; each loop may keep one at least. */
    private static final int IDLE_PER_NODE = 32;

    private final Map<Loop, HttpLoop> loops = new IdentityHashMap<>();

    public HttpLoops(Loops all, HttpLimits limits) {
        Collection<Loop> each = all.all();
        int idlePerNode = Math.max(1, IDLE_PER_NODE / each.size());
        each.forEach(loop -> loops.put(loop, new HttpLoop(loop, limits, idlePerNode)));
    }

    /** Takes over a client that {@code frontend} admitted; on the client's event loop. */
    public void open(SocketChannel client, Frontend frontend, Loop loop) {
        ClientConnection.open(client, frontend, of(loop));
    }

    /** The same for one that is only to hear that it is one too many. */
    public void refuse(SocketChannel client, Frontend frontend, Loop loop) {
        ClientConnection.refuse(client, frontend, of(loop));
    }

    private HttpLoop of(Loop loop) {
        HttpLoop http = loops.get(loop);
        if (http == null) {
            throw new IllegalArgumentException("not one of ours: " + loop);
        }
        return http;
    }
}
