package io.steelyard.conformance.halfclose;

import io.steelyard.testkit.backend.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Who finishes first at the node's end, and what came there after that. For one exchange at a time. */
final class Ends {
    /** More than any buffer between the ends holds. */
    static final int LENGTH = 8 << 20;

    static final String LAST_WORD = "the client's last word";
    private static final int LIMIT_SECONDS = 20;
    private static final Duration LATE = Duration.ofMillis(50);
    private static final byte[] BLOCK = new byte[64 << 10];

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Reads to the end, and only then sends. */
    static Behaviour afterTheClient() {
        return (_, client) -> {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            send(client);
        };
    }

    /** Sends, finishes, and then reads to the end. */
    Behaviour beforeTheClient() {
        return (_, client) -> {
            send(client);
            client.shutdownOutput();
            heard.add(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        };
    }

    /** Answers a request over HTTP when its client has certainly finished, and ends the answer by finishing too. */
    static Behaviour answering() {
        return (backend, client) -> {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            if (lines.lines().noneMatch(String::isEmpty)) {
                return; // A probe.
            }
            LockSupport.parkNanos(LATE.toNanos());
            backend.send(client, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            send(client);
        };
    }

    private static void send(Socket client) throws IOException {
        for (int left = LENGTH; left > 0; left -= BLOCK.length) {
            client.getOutputStream().write(BLOCK);
        }
    }

    /** What came at the node after it had finished; empty when nothing did in time. */
    String heard() throws InterruptedException {
        String word = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        return word == null ? "" : word;
    }
}
