package io.steelyard.proxy.accesslog;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.proxy.ProxyFailure;
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
public final class ConnectionEntry {
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
