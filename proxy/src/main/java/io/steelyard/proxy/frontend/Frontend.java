package io.steelyard.proxy.frontend;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancerId;

/**
 * What a connection knows of where it was accepted. Balancer, listener, address and protocol stay as they were at
 * accept; {@link #route} is read anew for each choice. When the address or the protocol goes, it is retired: its
 * connections may finish until a given time and are cut then.
 *
 * <p>Threading: the engine retires, event loops read.
 */
public final class Frontend {
    private static final long NEVER = Long.MAX_VALUE;

    private final LoadBalancerId loadBalancer;
    private final ListenerId listener;
    private final Bind bind;
    private final Protocol protocol;
    private final RouteCell route;
    private final ConnectionCap cap;
    /** In monotonic time; {@link #NEVER} while it serves. */
    private volatile long revokedAt = NEVER;

    public Frontend(
            LoadBalancerId loadBalancer,
            ListenerId listener,
            Bind bind,
            Protocol protocol,
            RouteCell route,
            ConnectionCap cap) {
        this.loadBalancer = loadBalancer;
        this.listener = listener;
        this.bind = bind;
        this.protocol = protocol;
        this.route = route;
        this.cap = cap;
    }

    public LoadBalancerId loadBalancer() {
        return loadBalancer;
    }

    public ListenerId listener() {
        return listener;
    }

    public Bind bind() {
        return bind;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** Where traffic goes now. */
    public Route route() {
        return route.get();
    }

    /** Takes a place for a client; what got true gives it back by {@link #release} once. */
    public boolean admit() {
        return cap.admit();
    }

    /** A client that was admitted is gone. */
    public void release() {
        cap.release();
    }

    /**
     * No more is accepted here.
     *
     * @param nanoTime the monotonic time from which nothing may be open; a later one does not lengthen an earlier one
     */
    public void retire(long nanoTime) {
        if (revokedAt == NEVER || nanoTime - revokedAt < 0) {
            revokedAt = nanoTime;
        }
    }

    /** Whether its connections are to end as soon as they can. */
    public boolean isRetired() {
        return revokedAt != NEVER;
    }

    /** Whether its connections must end now. */
    public boolean isRevoked(long nanoTime) {
        return revokedAt != NEVER && nanoTime - revokedAt >= 0;
    }

    @Override
    public String toString() {
        return "load balancer " + loadBalancer + " at " + bind;
    }
}
