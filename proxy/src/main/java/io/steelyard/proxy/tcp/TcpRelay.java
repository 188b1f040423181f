package io.steelyard.proxy.tcp;

import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import io.steelyard.proxy.upstream.Target;
import java.net.ConnectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection carried to a node, byte for byte.
 *
 * <pre>
 *   CONNECTING ──connected──▶ RELAYING ──both ends said FIN──▶ CLOSED
 *     │  ▲                       └──reset, idle, revoked──────▶ CLOSED (reset)
 *     │  └─refused, 4 s: next node
 *     └──no node left, revoked──▶ CLOSED (reset)
 * </pre>
 *
 * The client is not read before a node answered. Bound to one event loop.
 */
public final class TcpRelay extends LoopConnection {
    private static final long CONNECT_NANOS = Duration.ofSeconds(4).toNanos();
    /** A node that has answered nothing yet gets this long at least (2010 specification, section 2.5). */
    private static final long FIRST_ANSWER_NANOS = Duration.ofSeconds(30).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TcpRelay.class);

    private enum Phase {
        CONNECTING,
        RELAYING,
        CLOSED
    }

    private final Frontend frontend;
    private final Loop loop;
    private final Attempts attempts;
    private final RelayEnd client = new RelayEnd(this, false);
    private @Nullable RelayEnd node;
    private @Nullable Target target;
    private Phase phase = Phase.CONNECTING;
    private boolean answered;
    private long attemptDeadline;
    private long lastCarried;

    private TcpRelay(Frontend frontend, Loop loop) {
        this.frontend = frontend;
        this.loop = loop;
        this.attempts = new Attempts(loop.now());
    }

    /** Takes over a client that {@code frontend} admitted; on the client's event loop. */
    public static void open(SocketChannel client, Frontend frontend, Loop loop) {
        TcpRelay relay = new TcpRelay(frontend, loop);
        client.config().setAutoRead(false);
        client.pipeline().addLast(relay.client);
        loop.add(relay);
        relay.connectNext();
    }

    private void connectNext() {
        Target next = attempts.next(frontend.route(), loop.now());
        if (next == null) {
            fail(ProxyFailure.NO_NODE, null);
            return;
        }
        target = next;
        next.node().opened();
        attemptDeadline = loop.deadline(CONNECT_NANOS);
        RelayEnd end = new RelayEnd(this, true);
        node = end;
        try {
            loop.connect(next.address(), false, end).addListener(done -> connectDone(end, done.cause()));
        } catch (ChannelException noSocket) {
            node = null;
            release(next);
            fail(ProxyFailure.CONNECT_FAILED, noSocket);
        }
    }

    private void connectDone(RelayEnd end, @Nullable Throwable cause) {
        Target tried = target;
        if (phase == Phase.CLOSED || tried == null) {
            end.close();
        } else if (cause == null && !tried.node().isRevoked()) {
            join(end);
        } else {
            FailureLog.log(failureOf(cause), tried, cause);
            end.close();
            release(tried);
            connectNext();
        }
    }

    private ProxyFailure failureOf(@Nullable Throwable cause) {
        if (cause == null) {
            return ProxyFailure.REVOKED;
        }
        if (loop.now() - attemptDeadline > 0) {
            return ProxyFailure.CONNECT_TIMED_OUT;
        }
        return cause instanceof ConnectException ? ProxyFailure.CONNECT_REFUSED : ProxyFailure.CONNECT_FAILED;
    }

    private void join(RelayEnd end) {
        phase = Phase.RELAYING;
        lastCarried = loop.now();
        client.join(end);
        end.join(client);
    }

    /** Bytes went through. */
    void carried(boolean byNode) {
        lastCarried = loop.now();
        answered |= byNode;
    }

    /** A socket is closed that this relay did not close. */
    void lost(RelayEnd end) {
        if (phase == Phase.RELAYING || end == client) {
            close();
        }
    }

    /** A socket failed. */
    void broken(boolean byNode, Throwable cause) {
        if (phase != Phase.CONNECTING || !byNode) {
            fail(byNode ? ProxyFailure.NODE_RESET : ProxyFailure.CLIENT_RESET, cause);
        }
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    void ignore(ChannelException closedAlready) {
        LOG.trace("{}", frontend, closedAlready);
    }

    /** Everything was carried. */
    void finish() {
        if (leave()) {
            client.close();
            closeNode(false);
        }
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        Target current = target;
        return frontend.isRevoked(nanoTime)
                || (phase == Phase.RELAYING && current != null && current.node().isRevoked());
    }

    @Override
    protected void cut() {
        fail(ProxyFailure.REVOKED, null);
    }

    @Override
    protected void tick(long now) {
        switch (phase) {
            case CONNECTING -> tickConnecting(now);
            case RELAYING -> tickRelaying(now);
            case CLOSED -> {}
        }
    }

    /** Closing the socket fails the attempt, which leads on to the next node. */
    private void tickConnecting(long now) {
        RelayEnd end = node;
        if (end != null && now - attemptDeadline > 0) {
            end.close();
        }
    }

    private void tickRelaying(long now) {
        RelayEnd end = node;
        boolean toClient = client.drained();
        boolean toNode = end != null && end.drained();
        if (toClient || toNode) {
            lastCarried = now;
        }
        long limit = frontend.route().idleNanos();
        if (now - lastCarried > (answered ? limit : Math.max(limit, FIRST_ANSWER_NANOS))) {
            fail(ProxyFailure.IDLE_TIMED_OUT, null);
        }
    }

    private void fail(ProxyFailure failure, @Nullable Throwable cause) {
        if (phase != Phase.CLOSED) {
            FailureLog.log(failure, frontend, cause);
        }
        close();
    }

    private void close() {
        if (leave()) {
            client.reset();
            closeNode(true);
        }
    }

    /** Whether this call closed it. */
    private boolean leave() {
        if (phase == Phase.CLOSED) {
            return false;
        }
        phase = Phase.CLOSED;
        attempts.end();
        loop.remove(this);
        frontend.release();
        return true;
    }

    private void closeNode(boolean reset) {
        RelayEnd end = node;
        Target current = target;
        if (end != null && current != null) {
            if (reset) {
                end.reset();
            } else {
                end.close();
            }
            release(current);
        }
    }

    private void release(Target tried) {
        target = null;
        tried.node().closed();
    }
}
