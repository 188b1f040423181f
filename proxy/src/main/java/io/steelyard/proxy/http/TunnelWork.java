package io.steelyard.proxy.http;

import io.steelyard.proxy.FailureLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.balance.Attempts;
import io.steelyard.proxy.figures.LoopFigures;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.upstream.Target;
import org.jspecify.annotations.Nullable;

/**
 * What an open tunnel is to everybody else: the node's work, and one request in the log, until it is closed.
 *
 * @param log where the request is open that led to it
 * @param attempts of that request; they hold the node
 */
record TunnelWork(Frontend frontend, HttpLoop http, RequestLog log, Attempts attempts, Target target) {
    /** @param status as the client is told */
    void begin(int status) {
        log.status(status);
    }

    boolean isNodeRevoked() {
        return target.node().isRevoked();
    }

    /** How long nothing may be carried. */
    long idleNanos() {
        return Math.max(
                frontend.route().idleNanos(), http.limits().webSocketIdle().toNanos());
    }

    void failed(ProxyFailure failure, @Nullable Throwable cause) {
        FailureLog.log(failure, frontend, cause);
        frontend.cell(http.loop()).failed(failure);
    }

    /**
     * It is closed; called once.
     *
     * @param asked octets to the node
     * @param answered octets from it
     */
    void end(long asked, long answered) {
        log.received(asked);
        log.end();
        LoopFigures figures = target.node().figures(http.loop());
        figures.asked(asked);
        figures.answered(answered);
        attempts.end();
        target.node().closed();
    }
}
