package io.steelyard.testkit.backend;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP servers that read each request whole, count it by its field {@code X-Request-Id}, and then do right or wrong. The
 * content of a request is read by its Content-Length.
 */
public final class HttpFaults {
    private static final String ID = "x-request-id:";
    private static final String LENGTH = "content-length:";

    private HttpFaults() {}

    /** What comes after a request was read. */
    private interface Reaction {
        /** Returns whether the connection goes on. */
        boolean react(FaultyBackend backend, Socket client) throws IOException;
    }

    /** Answers 200 with this content, and keeps the connection. */
    public static Behaviour ok(String content) {
        return keeping("HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
    }

    /** Answers that it is too busy. */
    public static Behaviour unavailable() {
        return keeping("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
    }

    /** Answers each request with these bytes, and keeps the connection. */
    public static Behaviour keeping(String bytes) {
        // Once for all requests, which may be many at a time and for much.
        byte[] answer = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return after((backend, client) -> {
            backend.send(client, answer);
            return true;
        });
    }

    /** Answers each request with these bytes one by one, with a pause before each, and keeps the connection. */
    public static Behaviour dripping(String bytes, Duration pause) {
        return after((backend, client) -> {
            for (byte each : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
                LockSupport.parkNanos(pause.toNanos());
                backend.send(client, new byte[] {each});
            }
            return true;
        });
    }

    /** Answers something that is not HTTP. */
    public static Behaviour garbage() {
        return keeping("\u0000\u0001 this is no answer \u007f\r\n\r\n");
    }

    /** Reads requests, and answers none. */
    public static Behaviour silence() {
        return after((_, _) -> true);
    }

    /** Closes instead of answering. */
    public static Behaviour closingEarly() {
        return after((_, _) -> false);
    }

    /** Resets instead of answering. */
    public static Behaviour resetting() {
        return after((_, client) -> {
            client.setSoLinger(true, 0);
            return false;
        });
    }

    /** Closes within the head of its answer. */
    public static Behaviour halfHead() {
        return sendingThenClosing("HTTP/1.1 200 OK\r\nContent-Le", false);
    }

    /** Closes within the content of its answer. */
    public static Behaviour halfContent() {
        return sendingThenClosing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false);
    }

    /** Resets within the content of its answer. */
    public static Behaviour resettingInContent() {
        return sendingThenClosing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true);
    }

    private static Behaviour sendingThenClosing(String bytes, boolean reset) {
        return after((backend, client) -> {
            backend.send(client, bytes.getBytes(StandardCharsets.ISO_8859_1));
            client.setSoLinger(reset, 0);
            return false;
        });
    }

    private static Behaviour after(Reaction reaction) {
        return (backend, client) -> {
            do {
                backend.received(read(client.getInputStream()));
            } while (reaction.react(backend, client));
        };
    }

    /** Reads one request; returns its id, or nothing when it has none. */
    private static String read(InputStream in) throws IOException {
        String id = "";
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(ID)) {
                id = line.substring(ID.length()).strip();
            } else if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return id;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }
}
