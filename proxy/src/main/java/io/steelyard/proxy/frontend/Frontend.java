package io.steelyard.proxy.frontend;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.counters.ListenerCounters;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.throttle.Throttle;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a connection knows of where it was accepted. Balancer, listener, address and protocol stay as they were at
 * accept; {@link #route} is read anew for each choice. When the address or the protocol goes, it is retired: its
 * connections may finish until a given time and are cut then.
 *
 * <p>Threading: the engine retires, event loops read.
 */
public final class Frontend {
    private static final long NEVER = Long.MAX_VALUE;
    private static final Optional<ProxyFailure> DENIED = Optional.of(ProxyFailure.ACCESS_DENIED);
    private static final Optional<ProxyFailure> THROTTLED = Optional.of(ProxyFailure.THROTTLED);
    private static final Optional<ProxyFailure> FULL = Optional.of(ProxyFailure.CONNECTION_CAP);

    private final LoadBalancerId loadBalancer;
    private final Bind bind;
    private final Terms terms;
    private final RouteCell route;
    private final ConnectionCap cap;
    private final ListenerCounters counters;
    /** In monotonic time; {@link #NEVER} while it serves. */
    private volatile long revokedAt = NEVER;

    private volatile boolean patient;

    public Frontend(
            LoadBalancerId loadBalancer,
            Bind bind,
            Terms terms,
            RouteCell route,
            ConnectionCap cap,
            ListenerCounters counters) {
        this.loadBalancer = loadBalancer;
        this.bind = bind;
        this.terms = terms;
        this.route = route;
        this.cap = cap;
        this.counters = counters;
    }

    public LoadBalancerId loadBalancer() {
        return loadBalancer;
    }

    public ListenerId listener() {
        return terms.listener();
    }

    public Bind bind() {
        return bind;
    }

    public Protocol protocol() {
        return terms.protocol();
    }

    public Terms terms() {
        return terms;
    }

    /** Where traffic goes now. */
    public Route route() {
        return route.get();
    }

    /** Whether the balancer keeps an access log now. */
    public boolean isLogged() {
        return route().policy().logged();
    }

    /** Where an event loop counts what happens here. */
    public Cell cell(Loop loop) {
        return counters.cell(loop);
    }

    /** Counts an admitted client, on its event loop. */
    public void count(SocketChannel client, Loop loop) {
        counters.count(client, loop);
    }

    /**
     * Asks every rule about a client that has connected, before anything is read from it or told to it; this is the only
     * place where clients are let in.
     *
     * @return why it is refused; empty when it is admitted, and has a place that is given back by {@link #release} once
     */
    public Optional<ProxyFailure> admit(SocketChannel client) {
        Policy policy = route().policy();
        if (!policy.access().admits(ClientAddress.of(client).getAddress())) {
            return DENIED;
        }
        if (policy.throttle().isPresent() && !policy.throttle().get().admit(client)) {
            return THROTTLED;
        }
        return cap.admit() ? Optional.empty() : FULL;
    }

    /** The same for a client that has no connection, which no throttle counts. */
    public Optional<ProxyFailure> admit(InetAddress client) {
        if (!route().policy().access().admits(client)) {
            return DENIED;
        }
        return cap.admit() ? Optional.empty() : FULL;
    }

    /** Takes a place, as {@link #admit(SocketChannel)} does, for a client that is over its throttle and shall hear so. */
    public boolean admitToTell(SocketChannel client) {
        Optional<Throttle> throttle = route().policy().throttle();
        return throttle.isPresent() && throttle.get().mayTell(client) && cap.admit();
    }

    /** Takes one more place for a client that was admitted; what got true gives it back by {@link #release} once. */
    public boolean takePlace() {
        return cap.admit();
    }

    /** A place is free again. */
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

    /**
     * Another process accepts here now. Its connections end as {@link #retire retired} ones do, but are left to their
     * clients while they wait for a request.
     *
     * @param nanoTime the monotonic time from which nothing may be open
     */
    public void handOver(long nanoTime) {
        patient = true;
        retire(nanoTime);
    }

    /** Whether a connection that waits for a request is to be closed by us: its address or its protocol is gone. */
    public boolean isHurried() {
        return isRetired() && !patient;
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
