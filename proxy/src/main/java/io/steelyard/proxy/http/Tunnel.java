package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.tcp.Relay;
import io.steelyard.proxy.tcp.RelayEnd;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and its node's after both agreed on another protocol than HTTP (RFC 6455 section 4): bytes in both
 * directions, each with an end of its own. It counts as the node's work, and is one request in the log, until it is
 * closed. Neither connection serves another request. Bound to one event loop.
 */
final class Tunnel extends LoopConnection implements Relay {
    private final Frontend frontend;
    private final HttpLoop http;
    private final TunnelWork work;
    private @Nullable RelayEnd client;
    private @Nullable RelayEnd node;
    /** In loop time: when something was carried last. */
    private long since;

    private boolean closed;

    Tunnel(Frontend frontend, HttpLoop http, TunnelWork work) {
        this.frontend = frontend;
        this.http = http;
        this.work = work;
    }

    /**
     * Carries from now on.
     *
     * @param head what the client is told first; taken over
     */
    void open(RelayEnd clientEnd, RelayEnd nodeEnd, ByteBuf head) {
        client = clientEnd;
        node = nodeEnd;
        since = http.loop().now();
        work.begin(ResponseHead.SWITCHING_PROTOCOLS);
        http.loop().add(this);
        clientEnd.send(head);
        clientEnd.join(nodeEnd);
        nodeEnd.join(clientEnd);
    }

    /** Ends that are joined hold nothing. */
    @Override
    public void heard(RelayEnd end) {}

    @Override
    public void carried(RelayEnd from) {
        since = http.loop().now();
    }

    @Override
    public void inputEnded(RelayEnd end) {
        since = http.loop().now();
    }

    @Override
    public void lost(RelayEnd end) {
        if (leave()) {
            reset();
        }
    }

    @Override
    public void broken(RelayEnd end, Throwable cause) {
        fail(end == client ? ProxyFailure.CLIENT_RESET : ProxyFailure.NODE_RESET, cause);
    }

    @Override
    public void finish() {
        if (leave()) {
            each(RelayEnd::close);
        }
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return frontend.isRevoked(nanoTime) || work.isNodeRevoked();
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
        RelayEnd toClient = client;
        RelayEnd toNode = node;
        boolean clientTook = toClient != null && toClient.drained();
        boolean nodeTook = toNode != null && toNode.drained();
        return clientTook || nodeTook;
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
        RelayEnd told = client;
        work.log().sent(told == null ? 0 : told.sent());
        RelayEnd asked = node;
        work.end(asked == null ? 0 : asked.sent(), asked == null ? 0 : asked.received());
        http.loop().remove(this);
        frontend.release();
        return true;
    }

    private void reset() {
        each(RelayEnd::reset);
    }

    private void each(Consumer<RelayEnd> what) {
        RelayEnd first = client;
        RelayEnd second = node;
        if (first != null && second != null) {
            what.accept(first);
            what.accept(second);
        }
    }
}
