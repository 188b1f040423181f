package io.steelyard.proxy.http;

import io.steelyard.proxy.accesslog.HttpEntry;
import io.steelyard.proxy.accesslog.LoopLog;
import io.steelyard.proxy.counters.Cell;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.upstream.Target;
import java.net.InetSocketAddress;
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
    private final InetSocketAddress local;
    /** Made for the first request that is logged. */
    private @Nullable HttpEntry entry;

    private boolean open;
    private long sent;

    /**
     * @param client where the connection comes from
     * @param local where it was accepted
     */
    RequestLog(Frontend frontend, Loop loop, InetSocketAddress client, InetSocketAddress local) {
        this.frontend = frontend;
        this.log = loop.log();
        this.cell = frontend.cell(loop);
        this.client = client;
        this.local = local;
    }

    /** A request is to be served. */
    void begin(RequestHead head) {
        if (frontend.isLogged()) {
            HttpEntry begun = begin();
            byte[] octets = head.octets();
            begun.host(octets, head.hostStart(), head.hostEnd());
            begun.request(octets, head.lines().start(0), head.lines().end(0));
            describe(begun, head);
        }
    }

    /** The same of HTTP/2, whose request is put as HTTP/1.1 has it. */
    void beginHttp2(RequestHead head) {
        if (frontend.isLogged()) {
            HttpEntry begun = begin();
            byte[] octets = head.octets();
            begun.host(octets, head.hostStart(), head.hostEnd());
            begun.request(octets, http2Start(head, begun), head.lines().end(0) - VERSION.length);
            begun.request(HTTP2, 0, HTTP2.length);
            describe(begun, head);
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

    private HttpEntry begin() {
        HttpEntry begun = entry;
        if (begun == null) {
            begun = new HttpEntry(client, local);
            entry = begun;
        }
        begun.begin(log);
        open = true;
        sent = 0;
        return begun;
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
        HttpEntry begun = entry;
        if (begun != null) {
            begun.status(status);
        }
    }

    void node(Target target) {
        HttpEntry begun = entry;
        if (begun != null) {
            begun.node(target);
        }
    }

    /** Octets go to the client. */
    void sent(long octets) {
        sent += octets;
    }

    /** The request is over, whatever became of it. Does nothing when there is none. */
    void end() {
        HttpEntry begun = entry;
        if (open && begun != null) {
            open = false;
            begun.end(log, frontend.loadBalancer(), sent);
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
