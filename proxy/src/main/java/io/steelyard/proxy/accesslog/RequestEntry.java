package io.steelyard.proxy.accesslog;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.proxy.upstream.Target;

/**
 * A request while it is served, up to its line. One object serves the requests of a connection in turn. Used by one
 * thread.
 */
public sealed interface RequestEntry permits HttpEntry, DetailedHttpEntry {
    /** A request of which nothing is known yet. */
    void begin(LoopLog log);

    /** What it is answered. */
    void status(int answered);

    /** Who serves it, or was tried last. */
    void node(Target tried);

    /** That node is being asked. */
    default void asked(LoopLog log) {}

    /** Its answer has begun. */
    default void heard(LoopLog log) {}

    /** It said so. */
    default void answered(LoopLog log, int status) {}

    /** The client is being told. */
    default void passed(LoopLog log) {}

    /**
     * Leaves the line.
     *
     * @param octets that were carried
     */
    void end(LoopLog log, LoadBalancerId balancer, Carried octets);

    /**
     * How much was carried for a request, in octets.
     *
     * @param received of the request's content, as it was framed
     * @param sent to the client, heads included
     * @param sentContent to the client, without heads
     */
    record Carried(long received, long sent, long sentContent) {}
}
