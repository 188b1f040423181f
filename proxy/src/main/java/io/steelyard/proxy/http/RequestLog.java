package io.steelyard.proxy.http;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.proxy.accesslog.DetailedHttpEntry;
import io.steelyard.proxy.accesslog.HttpEntry;
import io.steelyard.proxy.accesslog.LoopLog;
import io.steelyard.proxy.accesslog.RequestEntry;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a line for each request of a client's connection, if its balancer keeps a log; else it does nothing but count
 * answers and octets. Whatever becomes of a request, {@link #end} comes once.
 */
final class RequestLog {
    private static final byte[] REFERER = Ascii.bytes("referer");
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1");
    private static final byte[] CONNECT = Ascii.bytes("CONNECT");
    private static final byte[] HTTP2 = Ascii.bytes("HTTP/2.0");
    private static final byte[] USER_AGENT = Ascii.bytes("user-agent");

    private final Frontend frontend;
    private final LoopLog log;
    private final Cell cell;
    private final InetSocketAddress client;
    private final SocketChannel channel;
    /** Made for the first request that is logged, and for the first of another kind of log. */
    private @Nullable RequestEntry entry;

    private boolean open;
    private long received;
    private long sent;
    private long heads;

    /** @param client where the connection comes from */
    RequestLog(Frontend frontend, Loop loop, InetSocketAddress client, SocketChannel channel) {
        this.frontend = frontend;
        this.log = loop.log();
        this.cell = frontend.cell(loop);
        this.client = client;
        this.channel = channel;
    }

    /** A request is to be served. */
    void begin(RequestHead head) {
        if (frontend.isLogged()) {
            switch (begin()) {
                case HttpEntry begun -> {
                    begun.host(head.octets(), head.hostStart(), head.hostEnd());
                    begun.request(
                            head.octets(), head.lines().start(0), head.lines().end(0));
                    describe(begun, head);
                }
                case DetailedHttpEntry begun -> {
                    begun.method(
                            head.octets(),
                            head.line().methodStart(),
                            head.line().methodEnd());
                    describe(begun, head, head.line().isHttp10() ? "HTTP/1.0" : "HTTP/1.1");
                }
            }
        }
    }

    /** The same of HTTP/2, whose request is put as HTTP/1.1 has it. */
    void beginHttp2(RequestHead head) {
        if (frontend.isLogged()) {
            switch (begin()) {
                case HttpEntry begun -> {
                    begun.host(head.octets(), head.hostStart(), head.hostEnd());
                    begun.request(
                            head.octets(), http2Start(head, begun), head.lines().end(0) - VERSION.length);
                    begun.request(HTTP2, 0, HTTP2.length);
                    describe(begun, head);
                }
                case DetailedHttpEntry begun -> {
                    if (head.asksForWebSocket()) {
                        begun.method(CONNECT, 0, CONNECT.length);
                    } else {
                        begun.method(
                                head.octets(),
                                head.line().methodStart(),
                                head.line().methodEnd());
                    }
                    describe(begun, head, "HTTP/2.0");
                }
            }
        }
    }

    /** Where the rest of the request line stands, after what a client says of a WebSocket (RFC 8441 section 4). */
    private static int http2Start(RequestHead head, HttpEntry begun) {
        if (!head.asksForWebSocket()) {
            return head.lines().start(0);
        }
        begun.request(CONNECT, 0, CONNECT.length);
        return head.line().methodEnd();
    }

    private static void describe(HttpEntry begun, RequestHead head) {
        byte[] octets = head.octets();
        int referer = line(head, REFERER);
        begun.referer(octets, start(head, referer, REFERER), end(head, referer));
        int agent = line(head, USER_AGENT);
        begun.agent(octets, start(head, agent, USER_AGENT), end(head, agent));
    }

    private static void describe(DetailedHttpEntry begun, RequestHead head, String version) {
        byte[] octets = head.octets();
        begun.host(octets, head.hostStart(), head.hostEnd());
        begun.target(octets, head.line().pathStart(), head.line().pathEnd(), version);
        int agent = line(head, USER_AGENT);
        begun.agent(octets, start(head, agent, USER_AGENT), end(head, agent));
    }

    private RequestEntry begin() {
        Optional<DetailedLog> detailed = frontend.route().policy().detailedLog();
        RequestEntry begun = entry;
        if (begun == null || !isOf(begun, detailed)) {
            begun = detailed.<RequestEntry>map(kind -> new DetailedHttpEntry(kind, channel, client))
                    .orElseGet(() -> new HttpEntry(client, channel.localAddress()));
            entry = begun;
        }
        begun.begin(log);
        open = true;
        received = 0;
        sent = 0;
        heads = 0;
        return begun;
    }

    private static boolean isOf(RequestEntry begun, Optional<DetailedLog> wanted) {
        return switch (begun) {
            case HttpEntry _ -> wanted.isEmpty();
            case DetailedHttpEntry detailed -> wanted.isPresent() && detailed.isOf(wanted.get());
        };
    }

    /** What is no request is answered. */
    void refused(int status) {
        if (!open && frontend.isLogged()) {
            begin();
        }
        status(status);
    }

    /** This is what the request is answered. */
    void status(int status) {
        cell.figures().status(status);
        RequestEntry begun = entry;
        if (begun != null) {
            begun.status(status);
        }
    }

    void node(Target target) {
        RequestEntry begun = entry;
        if (begun != null) {
            begun.node(target);
        }
    }

    /** The node is being asked; again where that begins anew. */
    void asked() {
        RequestEntry begun = entry;
        if (begun != null) {
            received = 0;
            begun.asked(log);
        }
    }

    /** The node's answer has begun. */
    void heard() {
        RequestEntry begun = entry;
        if (begun != null) {
            begun.heard(log);
        }
    }

    /** The node said so. */
    void answered(int status) {
        RequestEntry begun = entry;
        if (begun != null) {
            begun.answered(log, status);
        }
    }

    /** What the node said goes to the client. */
    void passed() {
        RequestEntry begun = entry;
        if (begun != null) {
            begun.passed(log);
        }
    }

    /** Octets of the request's content go to the node. */
    void received(long octets) {
        received += octets;
    }

    /** So many of the octets that go to the client are a head. */
    void head(long octets) {
        heads += octets;
    }

    /** Octets go to the client. */
    void sent(long octets) {
        sent += octets;
    }

    /** The request is over, whatever became of it. Does nothing when there is none. */
    void end() {
        RequestEntry begun = entry;
        if (open && begun != null) {
            open = false;
            begun.end(log, frontend.loadBalancer(), new RequestEntry.Carried(received, sent, sent - heads));
        }
    }

    /** The field line of a name, or 0. */
    private static int line(RequestHead head, byte[] name) {
        HeadLines lines = head.lines();
        for (int line = 1; line < lines.count(); line++) {
            int from = lines.start(line);
            int colon = from + name.length;
            if (colon < lines.end(line)
                    && head.octets()[colon] == ':'
                    && Octets.areIgnoringCase(head.octets(), from, colon, name)) {
                return line;
            }
        }
        return 0;
    }

    private static int start(RequestHead head, int line, byte[] name) {
        if (line == 0) {
            return 0;
        }
        int at = head.lines().start(line) + name.length + 1;
        while (at < head.lines().end(line) && Octets.isBlank(head.octets()[at])) {
            at++;
        }
        return at;
    }

    private static int end(RequestHead head, int line) {
        return line == 0 ? 0 : head.lines().end(line);
    }
}
