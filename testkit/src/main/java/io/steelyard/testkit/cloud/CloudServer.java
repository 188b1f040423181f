package io.steelyard.testkit.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.steelyard.domain.instance.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A cloud's API, as far as its servers are listed, on a free port of loopback. Answers are written from the cloud's documentation. */
public abstract class CloudServer implements AutoCloseable {
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    protected static final int PAGE = 2;

    private final HttpServer http;
    private volatile List<Instance> instances = List.of();
    private volatile boolean oneWithoutAddress;
    private volatile int failingPage;

    protected CloudServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
    }

    protected void start() {
        http.start();
    }

    /** Without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** From now on. */
    public void has(List<Instance> all) {
        instances = List.copyOf(all);
    }

    /** Besides, one that has not begun to run yet. */
    public void hasOneWithoutAddress() {
        oneWithoutAddress = true;
    }

    /** As at the start. */
    public void forget() {
        has(List.of());
        oneWithoutAddress = false;
        failsAtPage(0);
    }

    /** @param page from 1 on; 0 for none */
    public void failsAtPage(int page) {
        failingPage = page;
    }

    protected List<Instance> instances() {
        return instances;
    }

    protected boolean isOneWithoutAddress() {
        return oneWithoutAddress;
    }

    protected boolean failsAfter(int shown) {
        return failingPage > 0 && shown / PAGE + 1 == failingPage;
    }

    protected abstract void answer(HttpExchange exchange) throws IOException;

    protected static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
