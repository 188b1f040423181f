package io.steelyard.conformance.mutations;

import io.steelyard.conformance.soak.Findings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node that judges each request by whom it is said to come from, and answers it with its target. It ends no connection
 * unless it cannot read on, so that no request is sent to it twice.
 */
final class WatchingNode implements AutoCloseable {
    /** Of requests that are none of the inputs'. */
    static final String HONEST = "/honest-";

    private final ServerSocket server;
    private final Findings findings;
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final AtomicLong heard = new AtomicLong();

    WatchingNode(Findings findings) throws IOException {
        this.findings = findings;
        this.server = new ServerSocket(0, 1024, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Requests of inputs that came so far. */
    long heard() {
        return heard.get();
    }

    /** This is what the client at its address sends from now on. */
    void expect(Input input) {
        expected.put(input.from().getHostAddress(), new Expected(input));
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The run is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(new BufferedInputStream(connection.getInputStream()));
            serve(connection, reader);
        } catch (IOException cut) {
            // Half a request is none.
        }
    }

    private void serve(Socket connection, RequestReader reader) throws IOException {
        try {
            for (Request next = reader.next(); next != null; next = reader.next()) {
                judge(next);
                connection.getOutputStream().write(answer(next));
            }
        } catch (Malformed malformed) {
            findings.violate("a node could not read " + malformed.getMessage());
        }
    }

    private void judge(Request request) {
        List<String> anomalies = Canon.anomalies(request);
        List<String> forwarded = request.fields("x-forwarded-for");
        String address = forwarded.isEmpty() ? "" : forwarded.getLast().replaceFirst("(?s).*[ ,]", "");
        Expected of = expected.get(address);
        if (!anomalies.isEmpty()) {
            findings.violate("a node heard " + request + ", " + anomalies + "; " + of);
        } else if (of != null) {
            heard.incrementAndGet();
            Optional<String> wrong = of.judge(request);
            wrong.ifPresent(findings::violate);
        } else if (!request.target().startsWith(HONEST)) {
            findings.violate("a node heard " + request + " of nobody at " + forwarded);
        }
    }

    private static byte[] answer(Request request) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + request.target().length() + "\r\n\r\n";
        String content = request.method().equals("HEAD") ? "" : request.target();
        return (head + content).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
