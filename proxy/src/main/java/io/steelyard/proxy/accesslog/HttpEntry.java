package io.steelyard.proxy.accesslog;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is served, up to its line. Apache's "combined" with the virtual host in front, the node and the
 * duration in seconds behind:
 *
 * <pre>
 *   www.example.com:80 192.0.2.7 - - [21/Nov/2026:11:05:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5" 10.0.0.1:80 0.003
 * </pre>
 *
 * The octets are those sent to the client, head included.
 */
public final class HttpEntry implements RequestEntry {
    private static final int CLIENT_GONE = 499;

    private final Line kept = new Line();
    private final InetSocketAddress client;
    private final InetSocketAddress local;
    private int hostEnd;
    private int requestEnd;
    private int refererEnd;
    private long millis;
    private long nanoTime;
    private int status;
    private @Nullable Target node;

    /**
     * @param client where the connection comes from
     * @param local where it was accepted
     */
    public HttpEntry(InetSocketAddress client, InetSocketAddress local) {
        this.client = client;
        this.local = local;
    }

    @Override
    public void begin(LoopLog log) {
        kept.clear();
        hostEnd = 0;
        requestEnd = 0;
        refererEnd = 0;
        millis = log.millis();
        nanoTime = log.nanoTime();
        status = 0;
        node = null;
    }

    /** Which host it is for; with {@link #request}, {@link #referer} and {@link #agent} called in this order. */
    public void host(byte[] octets, int from, int to) {
        if (from < to) {
            kept.escaped(octets, from, to);
            if (!hasPort(octets, from, to)) {
                kept.octet(':').number(local.getPort());
            }
        }
        hostEnd = kept.length();
    }

    static boolean hasPort(byte[] octets, int from, int to) {
        for (int at = to - 1; at >= from && octets[at] != ']'; at--) {
            if (octets[at] == ':') {
                return true;
            }
        }
        return false;
    }

    /** Its first line. */
    public void request(byte[] octets, int from, int to) {
        kept.escaped(octets, from, to);
        requestEnd = kept.length();
    }

    public void referer(byte[] octets, int from, int to) {
        kept.escaped(octets, from, to);
        refererEnd = kept.length();
    }

    public void agent(byte[] octets, int from, int to) {
        kept.escaped(octets, from, to);
    }

    @Override
    public void status(int answered) {
        status = answered;
    }

    @Override
    public void node(Target tried) {
        node = tried;
    }

    @Override
    public void end(LoopLog log, LoadBalancerId balancer, Carried octets) {
        Line line = log.line();
        host(line).space().address(client.getAddress()).text(" - - ");
        line.text(log.stamp().apache(millis)).text(" \"");
        part(line, hostEnd, requestEnd).text("\" ");
        line.number(status == 0 ? CLIENT_GONE : status)
                .space()
                .number(octets.sent())
                .text(" \"");
        part(line, requestEnd, refererEnd).text("\" \"");
        part(line, refererEnd, kept.length()).text("\" ");
        node(line).space().duration(log.nanoTime() - nanoTime);
        log.append(balancer, line);
    }

    private Line host(Line line) {
        return hostEnd == 0 ? line.address(local) : line.plain(kept.octets(), 0, hostEnd);
    }

    private Line part(Line line, int from, int to) {
        return to <= from ? line.octet('-') : line.plain(kept.octets(), from, to);
    }

    private Line node(Line line) {
        Target last = node;
        return last == null ? line.octet('-') : line.address(last.address());
    }
}
