package io.steelyard.conformance.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask, each request once and on a connection of its own, until they are stopped. */
final class Asking {
    private final List<InetSocketAddress> vips;
    private final int limitMillis;
    private final AtomicLong next = new AtomicLong();
    private final Map<Told, AtomicLong> told = new ConcurrentHashMap<>();
    private final Map<Long, Told> posts = new ConcurrentHashMap<>();
    private final AtomicLong slowestMillis = new AtomicLong();
    private volatile boolean stopping;

    /**
     * @param vips taken in turn, each for a GET and a POST
     * @param limit for the first octet of an answer, and for each after it
     */
    Asking(List<InetSocketAddress> vips, Duration limit) {
        this.vips = vips;
        this.limitMillis = (int) limit.toMillis();
    }

    /** Asks until it is told to stop. */
    void run() {
        while (!stopping) {
            long request = next.getAndIncrement();
            long began = System.nanoTime();
            Told answer = ask(request);
            told.computeIfAbsent(answer, _ -> new AtomicLong()).incrementAndGet();
            if (isPost(request)) {
                posts.put(request, answer);
            }
            slowestMillis.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
        }
    }

    void stop() {
        stopping = true;
    }

    /** So far. */
    long asked() {
        return told.values().stream().mapToLong(AtomicLong::get).sum();
    }

    long count(Told kind) {
        AtomicLong count = told.get(kind);
        return count == null ? 0 : count.get();
    }

    /** What became of every POST, by its id. */
    Map<Long, Told> posts() {
        return Map.copyOf(posts);
    }

    long slowestMillis() {
        return slowestMillis.get();
    }

    private static boolean isPost(long request) {
        return request % 2 == 0;
    }

    private Told ask(long request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.connect(vips.get((int) (request / 2 % vips.size())), limitMillis);
            socket.setSoTimeout(limitMillis);
            socket.getOutputStream().write(text(request).getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException silence) {
            return Told.NOTHING;
        } catch (SocketException reset) {
            return Told.of(answer.toByteArray());
        } catch (IOException other) {
            return Told.NOTHING;
        }
        return Told.of(answer.toByteArray());
    }

    private static String text(long request) {
        String head = " / HTTP/1.1\r\nHost: steelyard.test\r\nConnection: close\r\nX-Request-Id: " + request + "\r\n";
        return isPost(request) ? "POST" + head + "Content-Length: 5\r\n\r\nhello" : "GET" + head + "\r\n";
    }
}
