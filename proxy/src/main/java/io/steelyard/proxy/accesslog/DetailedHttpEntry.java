package io.steelyard.proxy.accesslog;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.proxy.tls.Agreement;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of a detailed log. Its line is as classic load balancers of AWS have it ("Access logs for your Classic Load
 * Balancer"): when it came, the balancer, client, node, seconds until it was sent, until the answer began and until that
 * went on, the status of the balancer and of the node, octets of content from and to the client, request, agent, cipher
 * and version of TLS.
 *
 * <pre>
 *   2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29
 *       "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -
 * </pre>
 *
 * Without an answer of a node its address is {@code -}, the times are -1 and its status is 0.
 */
public final class DetailedHttpEntry implements RequestEntry {
    private final DetailedLog kind;
    private final InetSocketAddress client;
    private final InetSocketAddress local;
    private final Agreement tls;
    private final Line kept = new Line();
    private Instant begun = Instant.EPOCH;
    private int requestEnd;
    private int status;
    private int nodeStatus;
    private long begunNanos;
    private long askedNanos;
    private long heardNanos;
    private long passedNanos;
    private boolean heard;
    private boolean passed;
    private @Nullable Target node;

    /** @param client where the connection comes from */
    public DetailedHttpEntry(DetailedLog kind, SocketChannel channel, InetSocketAddress client) {
        this(kind, client, channel.localAddress(), Agreement.of(channel));
    }

    DetailedHttpEntry(DetailedLog kind, InetSocketAddress client, InetSocketAddress local, Agreement tls) {
        this.kind = kind;
        this.client = client;
        this.local = local;
        this.tls = tls;
    }

    /** Whether its lines are of that kind. */
    public boolean isOf(DetailedLog wanted) {
        return kind.equals(wanted);
    }

    @Override
    public void begin(LoopLog log) {
        kept.clear();
        requestEnd = 0;
        status = 0;
        nodeStatus = 0;
        heard = false;
        passed = false;
        node = null;
        begun = log.instant();
        begunNanos = log.nanoTime();
    }

    /** How the request begins; {@link #host}, {@link #target} and {@link #agent} follow in this order. */
    public void method(byte[] octets, int from, int to) {
        kept.escaped(octets, from, to).space();
    }

    /** Which host it is for; where it says none, the address that it came to. */
    public void host(byte[] octets, int from, int to) {
        kept.text(tls.isThere() ? "https://" : "http://");
        if (from == to) {
            kept.address(local);
            return;
        }
        kept.escaped(octets, from, to);
        if (!HttpEntry.hasPort(octets, from, to)) {
            kept.octet(':').number(local.getPort());
        }
    }

    /** Path and query, and the version behind them. */
    public void target(byte[] octets, int from, int to, String version) {
        if (from == to || octets[from] != '/') {
            kept.octet('/');
        }
        kept.escaped(octets, from, to).space().text(version);
        requestEnd = kept.length();
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
    public void asked(LoopLog log) {
        askedNanos = log.nanoTime();
        nodeStatus = 0;
        heard = false;
        passed = false;
    }

    @Override
    public void heard(LoopLog log) {
        if (!heard) {
            heard = true;
            heardNanos = log.nanoTime();
        }
    }

    @Override
    public void answered(LoopLog log, int answered) {
        heard(log);
        nodeStatus = answered;
    }

    @Override
    public void passed(LoopLog log) {
        if (!passed) {
            passed = true;
            passedNanos = log.nanoTime();
        }
    }

    @Override
    public void end(LoopLog log, LoadBalancerId balancer, Carried octets) {
        Line line = log.line();
        log.stamp().iso(begun, line);
        line.space().text(kind.name()).space().address(client).space();
        nodeAndTimes(log, line);
        line.space().number(status).space().number(nodeStatus).space();
        line.number(octets.received()).space().number(octets.sentContent());
        line.text(" \"");
        if (requestEnd == 0) {
            line.text("- - - ");
        }
        line.plain(kept.octets(), 0, requestEnd).text("\" \"");
        if (kept.length() == requestEnd) {
            line.octet('-');
        }
        line.plain(kept.octets(), requestEnd, kept.length()).text("\" ");
        line.text(tls.cipher()).space().text(tls.version());
        log.append(balancer, kind, line);
    }

    private void nodeAndTimes(LoopLog log, Line line) {
        Target asked = node;
        if (asked == null || nodeStatus == 0) {
            line.text("- -1 -1 -1");
            return;
        }
        passed(log);
        line.address(asked.address()).space().micros(askedNanos - begunNanos).space();
        line.micros(heardNanos - askedNanos).space().micros(passedNanos - heardNanos);
    }
}
