package io.steelyard.conformance.access;

import io.steelyard.conformance.tls.TlsClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A client from a given address, with one connection, which says what became of each request. */
final class Visitor implements AutoCloseable {
    /** It was closed before it had an octet. */
    static final int CLOSED = 0;

    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;

    private Visitor(Socket socket) {
        this.socket = socket;
    }

    /** A plain connection. */
    static Visitor at(InetSocketAddress server, String from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(LIMIT_MILLIS);
            connect(socket, server);
            return new Visitor(socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private static void connect(Socket socket, InetSocketAddress server) throws IOException {
        try {
            socket.connect(server, LIMIT_MILLIS);
        } catch (ConnectException refused) {
            throw refused;
        } catch (SocketException reset) {
            // It was made, and closed before this side knew; whoever asks is told.
            socket.close();
        }
    }

    /** TLS over it, begun with the first request. */
    Visitor overTls() throws IOException {
        return new Visitor(TlsClient.over(socket));
    }

    /**
     * Asks over HTTP/1.1 on this connection.
     *
     * @return the status, or {@link #CLOSED}
     */
    int ask() throws IOException {
        try {
            if (socket instanceof SSLSocket secure) {
                secure.startHandshake();
            }
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return answer();
        } catch (SocketException | SSLException closed) {
            return CLOSED;
        }
    }

    /** Status of an answer with a Content-Length, read to its end. */
    private int answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                return CLOSED;
            }
            head.append((char) octet);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .sum();
        socket.getInputStream().readNBytes(length);
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Whether the service has ended the connection, once all that it said was read. */
    boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /**
     * One request on a connection of its own.
     *
     * @throws ConnectException when nobody listens
     */
    static int visit(InetSocketAddress server, String from) throws IOException {
        try (Visitor visitor = at(server, from)) {
            return visitor.ask();
        } catch (ConnectException nobody) {
            throw nobody;
        } catch (SocketException closedAtOnce) {
            return CLOSED;
        }
    }

    /** The same over TLS. */
    static int visitOverTls(InetSocketAddress server, String from) throws IOException {
        try (Visitor visitor = at(server, from).overTls()) {
            return visitor.ask();
        } catch (ConnectException nobody) {
            throw nobody;
        } catch (SocketException closedAtOnce) {
            return CLOSED;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
