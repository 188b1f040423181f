package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.TestBalancer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends octets as a test writes them. */
final class HttpTestClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    HttpTestClient(TestBalancer balancer) throws IOException {
        this(balancer.connect());
    }

    HttpTestClient(Socket connected) throws IOException {
        socket = connected;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Socket socket() {
        return socket;
    }

    HttpTestClient send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    HttpTestClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: lb.test\r\n\r\n");
    }

    /** Whether something of an answer is there. */
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    Received receive() throws IOException {
        return Received.response(in, false);
    }

    /** Until the first octet of an answer, or the end. */
    void receiveAnything() {
        try {
            int first = in.read();
            assertThat(first).isBetween(-1, 255);
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(SocketException.class);
        }
    }

    Received receiveToHead() throws IOException {
        return Received.response(in, true);
    }

    /** So many octets of no message, or fewer at the end. */
    String receive(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end of the connection. */
    String receiveAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Drops a head, then all content up to its length; says how much there was. */
    long receiveAllOctets() throws IOException {
        long length = Long.parseLong(
                new Received(Received.head(in), "", "").fields("content-length").getFirst());
        in.skipNBytes(length);
        return length;
    }

    /** Whether the other side said that it sends no more; waits for it. */
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
