package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.loop.LoopConnection;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a client's connection and a node's connection after both agreed to speak WebSocket (RFC 8441 section 5):
 * octets in both directions, in DATA on the one side, each direction with an end of its own.
 *
 * <pre>
 *   END_STREAM ◀──▶ FIN          RST_STREAM, CANCEL ◀──▶ RST
 * </pre>
 *
 * The {@link Tunnel} of HTTP/1.1 has two sockets and the client's whole connection; this one lasts as long as its stream,
 * and what was under way to the node then. Bound to one event loop.
 */
final class Http2Tunnel extends LoopConnection {
    private static final int GRANTED = 200;

    private final Http2Request client;
    private final HttpLoop http;
    private final TunnelWork work;
    private final TunnelNode node = new TunnelNode(this);
    private boolean clientEnded;
    private boolean nodeEnded;
    /** Whether the node knows that the client has ended. */
    private boolean nodeTold;

    private boolean streamClosed;
    private boolean closed;
    private long progress;
    /** In loop time: when something was carried last. */
    private long since;

    Http2Tunnel(Http2Request client, HttpLoop http, TunnelWork work) {
        this.client = client;
        this.http = http;
        this.work = work;
    }

    /**
     * Carries from now on.
     *
     * @param connection is left to this tunnel
     * @param fromClient what came meanwhile; taken over
     * @param clientEnded whether nothing follows it
     * @param fromNode the same of the node
     */
    void open(NodeConnection connection, ByteBuf fromClient, boolean clientEnded, ByteBuf fromNode) {
        since = http.loop().now();
        work.begin(GRANTED);
        http.loop().add(this);
        connection.handOver(node);
        takeFromNode(fromNode);
        node.write(fromClient);
        if (clientEnded) {
            endClient();
        }
        node.flush();
        client.flush();
    }

    /** Takes over what the client sent. */
    void takeFromClient(ByteBuf octets, boolean isEnd) {
        if (closed) {
            octets.release();
            return;
        }
        since = http.loop().now();
        node.write(octets);
        if (isEnd) {
            endClient();
        }
    }

    private void endClient() {
        clientEnded = true;
        node.endOutput();
    }

    /** Whether the client may send more. */
    boolean takesMore() {
        return !closed && node.isWritable();
    }

    void flushNode() {
        if (!closed) {
            node.flush();
        }
    }

    /** The client has room again. */
    void clientWritable() {
        if (!closed) {
            node.setReading(true);
        }
    }

    /** Takes over what the node sent. */
    void takeFromNode(ByteBuf octets) {
        if (closed || !octets.isReadable()) {
            octets.release();
            return;
        }
        since = http.loop().now();
        client.write(octets);
        node.setReading(client.isWritable());
    }

    void flushClient() {
        if (!closed) {
            client.flush();
        }
    }

    void nodeWritable() {
        client.adjustReading();
    }

    void nodeEnded() {
        if (!closed) {
            since = http.loop().now();
            nodeEnded = true;
            client.endTunnel();
            finishIfDone();
        }
    }

    void nodeTold() {
        nodeTold = true;
        finishIfDone();
    }

    void nodeLost() {
        if (leave()) {
            reset();
        }
    }

    void nodeBroken(Throwable cause) {
        fail(ProxyFailure.NODE_RESET, cause);
    }

    /** Either both directions have ended, or somebody has reset it. */
    void streamClosed() {
        streamClosed = true;
        if (clientEnded && nodeEnded) {
            finishIfDone();
        } else if (leave()) {
            node.reset();
        }
    }

    private void finishIfDone() {
        if (streamClosed && nodeTold && nodeEnded && leave()) {
            node.close();
        }
    }

    /** Its client's connection is one already. */
    @Override
    protected boolean holdsClient() {
        return false;
    }

    /** What takes the client's right takes its connection. */
    @Override
    protected boolean isRevoked(long nanoTime) {
        return work.isNodeRevoked();
    }

    @Override
    protected void cut() {
        fail(ProxyFailure.REVOKED, null);
    }

    @Override
    protected void tick(long now) {
        if (isDraining()) {
            since = now;
        } else if (now - since > work.idleNanos()) {
            fail(ProxyFailure.IDLE_TIMED_OUT, null);
        }
    }

    /** A slow reader is not a silent one. */
    private boolean isDraining() {
        long before = progress;
        progress = client.progress();
        boolean nodeTook = node.drained();
        return progress != before || nodeTook;
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (leave()) {
            work.failed(failure, cause);
            reset();
        }
    }

    /** Whether this call ended it. */
    private boolean leave() {
        if (closed) {
            return false;
        }
        closed = true;
        http.loop().remove(this);
        work.end(node.sent(), node.received());
        return true;
    }

    private void reset() {
        client.cancelTunnel();
        node.reset();
    }
}
