package io.steelyard.proxy.accesslog;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.proxyprotocol.ClientAddress;
import io.steelyard.proxy.tls.Agreement;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not HTTP's, up to its line: when it began, the client, the virtual IP, the node, octets from and to
 * the client, the duration in seconds, and why it ended.
 *
 * <pre>
 *   2026-11-21T11:05:00.123Z 192.0.2.7:51234 203.0.113.5:25 10.0.0.1:25 1042 386 2.731 finished
 * </pre>
 *
 * Used by one thread.
 */
public sealed class ConnectionEntry permits DetailedConnectionEntry {
    private final LoopLog log;
    private final LoadBalancerId balancer;
    private final InetSocketAddress client;
    private final InetSocketAddress local;
    private final long millis;
    private final long nanoTime;
    private @Nullable Target node;

    /** Begins now. */
    public ConnectionEntry(LoopLog log, LoadBalancerId balancer, InetSocketAddress client, InetSocketAddress local) {
        this.log = log;
        this.balancer = balancer;
        this.client = client;
        this.local = local;
        this.millis = log.millis();
        this.nanoTime = log.nanoTime();
    }

    /** A client that was accepted just now, of a balancer that keeps a log. */
    public static ConnectionEntry of(LoopLog log, Frontend frontend, SocketChannel client) {
        InetSocketAddress from = ClientAddress.of(client);
        return frontend.route()
                .policy()
                .detailedLog()
                .<ConnectionEntry>map(kind -> new DetailedConnectionEntry(
                        log, frontend.loadBalancer(), from, client.localAddress(), kind, Agreement.of(client)))
                .orElseGet(() -> new ConnectionEntry(log, frontend.loadBalancer(), from, client.localAddress()));
    }

    final LoopLog log() {
        return log;
    }

    final LoadBalancerId balancer() {
        return balancer;
    }

    final InetSocketAddress client() {
        return client;
    }

    /** When it began, monotonic. */
    final long begunNanos() {
        return nanoTime;
    }

    final @Nullable Target node() {
        return node;
    }

    /** A connection to the node is there. */
    public void connected() {}

    /** Octets go to the node. */
    public void asked() {}

    /**
     * Octets have come from the node.
     *
     * @return whether it is to be said when they have {@link #passed}
     */
    public boolean heard() {
        return false;
    }

    /** The first octets that came from the node have gone on. */
    public void passed() {}

    /** Who serves it, or was tried last. */
    public void node(Target tried) {
        node = tried;
    }

    /**
     * Leaves the line.
     *
     * @param received octets, from the client
     * @param sent octets, to the client
     * @param why null when both sides had finished
     */
    public void end(long received, long sent, @Nullable ProxyFailure why) {
        Target last = node;
        Line line = log.line()
                .text(Stamp.iso(millis))
                .space()
                .address(client)
                .space()
                .address(local)
                .space();
        (last == null ? line.octet('-') : line.address(last.address())).space();
        line.number(received).space().number(sent).space();
        line.duration(log.nanoTime() - nanoTime).space().text(word(why));
        log.append(balancer, line);
    }

    private static String word(@Nullable ProxyFailure why) {
        return why == null ? "finished" : why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
