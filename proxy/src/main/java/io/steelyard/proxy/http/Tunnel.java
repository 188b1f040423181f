package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.tcp.Relay;
import io.steelyard.proxy.tcp.RelayEnd;
import io.steelyard.proxy.upstream.Target;
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
    private final RequestLog log;
    private final Attempts attempts;
    private final Target target;
    private @Nullable RelayEnd client;
    private @Nullable RelayEnd node;
    /** In loop time: when something was carried last. */
    private long since;

    private boolean closed;

    /**
     * @param log where the request is open that led here
     * @param attempts of that request; they hold the node
     */
    Tunnel(Frontend frontend, HttpLoop http, RequestLog log, Attempts attempts, Target target) {
        this.frontend = frontend;
        this.http = http;
        this.log = log;
        this.attempts = attempts;
        this.target = target;
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
        log.status(ResponseHead.SWITCHING_PROTOCOLS);
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
        return frontend.isRevoked(nanoTime) || target.node().isRevoked();
    }

    @Override
    protected void cut() {
        fail(ProxyFailure.REVOKED, null);
    }

    @Override
    protected void tick(long now) {
        if (isDraining()) {
            since = now;
        } else if (now - since > idleNanos()) {
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

    private long idleNanos() {
        return Math.max(
                frontend.route().idleNanos(), http.limits().webSocketIdle().toNanos());
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (leave()) {
            FailureLog.log(failure, frontend, cause);
            frontend.cell(http.loop()).failed(failure);
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
        log.sent(told == null ? 0 : told.sent());
        log.end();
        countOctets();
        attempts.end();
        target.node().closed();
        http.loop().remove(this);
        frontend.release();
        return true;
    }

    private void countOctets() {
        RelayEnd counted = node;
        if (counted != null) {
            LoopFigures figures = target.node().figures(http.loop());
            figures.asked(counted.sent());
            figures.answered(counted.received());
        }
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
