package io.steelyard.proxy.accesslog;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.tls.Agreement;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a detailed log. Its line is as classic load balancers of AWS have it for listeners that are not HTTP's:
 * that of {@link DetailedHttpEntry} without statuses, request and agent. The times are those from its beginning until the
 * first octets were sent to the node, until a connection to it was there, and from the node's first octets until they had
 * gone on. A connection that carried nothing to a node has {@code -} and -1.
 *
 * <pre>
 *   2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.001069 0.000028 0.000041 - - 82 305
 *       "- - - " "-" - -
 * </pre>
 */
final class DetailedConnectionEntry extends ConnectionEntry {
    private final DetailedLog kind;
    private final Agreement tls;
    private final Instant begun;
    private long connectingNanos;
    private long connectedNanos;
    private long askedNanos;
    private long heardNanos;
    private long passedNanos;
    private boolean asked;
    private boolean heard;
    private boolean passed;

    DetailedConnectionEntry(
            LoopLog log,
            LoadBalancerId balancer,
            InetSocketAddress client,
            InetSocketAddress local,
            DetailedLog kind,
            Agreement tls) {
        super(log, balancer, client, local);
        this.kind = kind;
        this.tls = tls;
        this.begun = log.instant();
    }

    @Override
    public void node(Target tried) {
        super.node(tried);
        connectingNanos = log().nanoTime();
        asked = false;
        heard = false;
        passed = false;
    }

    @Override
    public void connected() {
        connectedNanos = log().nanoTime();
    }

    @Override
    public void asked() {
        if (!asked) {
            asked = true;
            askedNanos = log().nanoTime();
        }
    }

    @Override
    public boolean heard() {
        if (heard) {
            return false;
        }
        heard = true;
        heardNanos = log().nanoTime();
        return true;
    }

    @Override
    public void passed() {
        passed = true;
        passedNanos = log().nanoTime();
    }

    @Override
    public void end(long received, long sent, @Nullable ProxyFailure why) {
        Line line = log().line();
        log().stamp().iso(begun, line);
        line.space().text(kind.name()).space().address(client()).space();
        nodeAndTimes(line);
        line.text(" - - ").number(received).space().number(sent).text(" \"- - - \" \"-\" ");
        line.text(tls.cipher()).space().text(tls.version());
        log().append(balancer(), kind, line);
    }

    private void nodeAndTimes(Line line) {
        Target last = node();
        if (last == null || !asked) {
            line.text("- -1 -1 -1");
            return;
        }
        line.address(last.address()).space().micros(askedNanos - begunNanos()).space();
        line.micros(connectedNanos - connectingNanos).space();
        if (heard) {
            line.micros((passed ? passedNanos : log().nanoTime()) - heardNanos);
        } else {
            line.text("-1");
        }
    }
}
