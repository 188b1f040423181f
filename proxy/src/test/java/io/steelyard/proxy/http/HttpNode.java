package io.steelyard.proxy.http;

import io.steelyard.testkit.backend.FaultyBackend;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that records each request and answers, octet for octet, what a test wants. */
final class HttpNode implements AutoCloseable {
    /** What a node answers; may be called by several threads at once. */
    interface Answering {
        Reply answer(Received request) throws IOException;
    }

    enum After {
        KEEP,
        CLOSE,
        RESET
    }

    /** Octets to send, and what becomes of the connection. */
    record Reply(String octets, After after) {}

    private final FaultyBackend backend;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger garbled = new AtomicInteger();

    private HttpNode(Answering answering) throws IOException {
        backend = FaultyBackend.serving((_, client) -> serve(client, answering));
    }

    static HttpNode answering(Answering answering) throws IOException {
        return new HttpNode(answering);
    }

    /** Answers everything with this, and keeps the connection. */
    static HttpNode always(String octets) throws IOException {
        return answering(_ -> keep(octets));
    }

    /** Answers 200 with this content. */
    static HttpNode ok(String content) throws IOException {
        return always(okay(content));
    }

    /** Waits as long as the connection is there. */
    static HttpNode silent() throws IOException {
        return always("");
    }

    static String okay(String content) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content;
    }

    /** The first, then the second, then the first … */
    static Answering everySecond(Reply first, Reply second) {
        AtomicInteger count = new AtomicInteger();
        return _ -> count.getAndIncrement() % 2 == 0 ? first : second;
    }

    static Reply keep(String octets) {
        return new Reply(octets, After.KEEP);
    }

    static Reply close(String octets) {
        return new Reply(octets, After.CLOSE);
    }

    static Reply reset(String octets) {
        return new Reply(octets, After.RESET);
    }

    FaultyBackend backend() {
        return backend;
    }

    /** In the order they came; interleaved when there were several connections. */
    List<Received> requests() {
        return List.copyOf(requests);
    }

    /** How many connections brought something that is no request. */
    int garbled() {
        return garbled.get();
    }

    private void serve(Socket client, Answering answering) throws IOException {
        InputStream in = client.getInputStream();
        while (true) {
            Received request = read(in);
            requests.add(request);
            Reply reply = answering.answer(request);
            OutputStream out = client.getOutputStream();
            out.write(reply.octets().getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            if (reply.after() != After.KEEP) {
                client.setSoLinger(reply.after() == After.RESET, 0);
                return;
            }
        }
    }

    private Received read(InputStream in) throws IOException {
        try {
            return Received.request(in);
        } catch (EOFException | SocketException over) {
            throw over;
        } catch (IOException noRequest) {
            garbled.incrementAndGet();
            throw noRequest;
        }
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }
}
