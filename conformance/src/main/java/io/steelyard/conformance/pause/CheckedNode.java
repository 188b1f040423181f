package io.steelyard.conformance.pause;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.churn.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A node that takes its time for checks, so that one is under way at most moments, and none for requests. */
final class CheckedNode implements AutoCloseable {
    static final String CHECKED_PATH = "/check";
    private static final Duration HOLD = Duration.ofMillis(600);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong checks = new AtomicLong();
    private final HttpServer server;

    CheckedNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.createContext(CHECKED_PATH, this::check);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** That were answered. */
    long checks() {
        return checks.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        long request = Long.parseLong(exchange.getRequestURI().getPath().substring(1));
        send(exchange, Body.of(request, "checked"));
    }

    private void check(HttpExchange exchange) throws IOException {
        LockSupport.parkNanos(HOLD.toNanos());
        send(exchange, "well\n");
        checks.incrementAndGet();
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] octets = body.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
