package io.steelyard.proxy.tcp;

import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that one connection is offered to, one after the other, and what becomes known of them: one connection counts
 * against one node at most. Once a node was reached and failed, each other one is tried once. Bound to one event loop.
 */
final class NodeTries {
    private final Frontend frontend;
    private final Loop loop;
    private final Attempts attempts;
    private final boolean mayProbe;
    private final @Nullable Target only;
    private final ClientSession session;
    private @Nullable Target current;
    private int era;
    private boolean exchanged;
    private boolean struck;
    /** The first node, if what it said may be the client's fault. */
    private @Nullable NodeState accused;

    private int accusedEra;

    private NodeTries(Frontend frontend, Loop loop, boolean mayProbe, @Nullable Target only, ClientSession session) {
        this.frontend = frontend;
        this.loop = loop;
        this.attempts = new Attempts(loop.now());
        this.mayProbe = mayProbe;
        this.only = only;
        this.session = session;
    }

    /**
     * Those of the frontend's route, as the algorithm says.
     *
     * @param mayProbe whether the first may be one that is OFFLINE, since another can take over
     * @param session whose node comes first
     */
    static NodeTries of(Frontend frontend, Loop loop, boolean mayProbe, ClientSession session) {
        return new NodeTries(frontend, loop, mayProbe, null, session);
    }

    /** This one, once; what becomes of it says nothing of the node. */
    static NodeTries only(Target target, Frontend frontend, Loop loop) {
        return new NodeTries(frontend, loop, false, target, ClientSession.NONE);
    }

    /** The next one, which is the current one until {@link #release}; null when there is none left. */
    @Nullable
    Target next() {
        Target next = only == null ? chosen() : onlyOnce();
        return next == null ? null : begun(next);
    }

    private Target begun(Target next) {
        next.node().opened();
        if (attempts.tries() > 1) {
            frontend.cell(loop).figures().retried();
        }
        current = next;
        era = next.node().era();
        return next;
    }

    /** Whether there is no next one because each one has as much to do as it may. */
    boolean isFull() {
        return only == null && attempts.isFull(frontend.route());
    }

    /**
     * Waits for one with room, until {@link #end}.
     *
     * @param turn gets it, which is the current one then
     * @return for how long at most, in nanoseconds; 0 when too many wait
     */
    long await(Consumer<Target> turn) {
        return attempts.await(frontend.route(), frontend::route, loop.executor(), target -> turn.accept(begun(target)));
    }

    /** Whether {@link #await} has yet to give one. */
    boolean isWaiting() {
        return attempts.isWaiting();
    }

    private @Nullable Target chosen() {
        Route route = frontend.route();
        if (attempts.tries() == 0) {
            Target again = session.take(route);
            return again == null ? attempts.first(route, mayProbe) : attempts.first(route, again);
        }
        return exchanged ? attempts.nextUntried(route, loop.now()) : attempts.next(route, loop.now());
    }

    private @Nullable Target onlyOnce() {
        Target once = struck ? null : only;
        struck = true;
        return once;
    }

    @Nullable
    Target current() {
        return current;
    }

    boolean isRevoked() {
        Target tried = current;
        return tried != null && tried.node().isRevoked();
    }

    /** The current one failed. */
    void failed(ProxyFailure failure, @Nullable Throwable cause) {
        Target tried = current;
        FailureLog.log(failure, tried == null ? frontend : tried, cause);
        frontend.cell(loop).failed(failure);
        if (tried != null) {
            tried.node().figures(loop).failed(failure);
        }
        if (tried != null && failure.ofNode().isPresent() && !struck) {
            struck = true;
            tried.node().failed(era, failure);
        }
    }

    /** The current one can be talked to. */
    void connected() {
        Target reached = current;
        if (reached != null) {
            reached.node().figures(loop).connected();
        }
    }

    /** Octets went to the current one, and came from it. */
    void carried(long there, long back) {
        Target used = current;
        if (used != null && there + back > 0) {
            used.node().figures(loop).asked(there);
            used.node().figures(loop).answered(back);
        }
    }

    /** The current one sent a TLS alert, which counts against it if another one answers the same hello. */
    void alerted() {
        Target tried = current;
        FailureLog.log(ProxyFailure.HANDSHAKE_FAILED, tried == null ? frontend : tried, null);
        if (tried != null && !struck) {
            struck = true;
            accused = tried.node();
            accusedEra = era;
        }
    }

    /** The client is the current one's from now on. */
    void joined() {
        Target taken = current;
        if (taken != null) {
            session.joined(frontend.route(), taken.node());
        }
    }

    /** The current one began to answer. */
    void answered() {
        Target answering = current;
        if (answering != null) {
            answering.node().succeeded(era);
        }
        NodeState guilty = accused;
        if (guilty != null) {
            guilty.failed(accusedEra, ProxyFailure.HANDSHAKE_FAILED);
        }
    }

    /**
     * The current one was reached and is given up for another.
     *
     * @param nanos how long it was waited for
     */
    void exchanged(long nanos) {
        exchanged = true;
        attempts.waited(nanos);
    }

    /** Nothing more is tried, and nothing is left to do for the current one. */
    void end() {
        attempts.end();
    }

    /** The connection to the current one is closed. */
    void release() {
        Target used = current;
        if (used != null) {
            current = null;
            used.node().closed();
        }
    }
}
