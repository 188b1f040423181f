package io.steelyard.conformance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Servers that answer with their ids, and set the cookie that the query is: all on one port, each on an address of its own. */
final class ElbInstances implements AutoCloseable {
    static final String KEY = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String ACCOUNT = "123456789012";
    private static final List<String> IDS = List.of("i-one", "i-two", "i-three");
    private static final int ATTEMPTS = 20;

    private final List<HttpServer> servers = new ArrayList<>();
    private final String network = "127.20." + ThreadLocalRandom.current().nextInt(1, 255) + ".";

    static ElbInstances start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            ElbInstances instances = new ElbInstances();
            try {
                instances.startAll();
                return instances;
            } catch (BindException taken) {
                instances.close();
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private void startAll() throws IOException {
        int port = 0;
        for (String id : IDS) {
            InetAddress address = InetAddress.getByName(network + (servers.size() + 1));
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            servers.add(server);
            port = server.getAddress().getPort();
            byte[] answer = id.getBytes(StandardCharsets.US_ASCII);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .ifPresent(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie));
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }
    }

    /** The addresses are this and 1, 2 and 3. */
    String network() {
        return network;
    }

    String port() {
        return Integer.toString(servers.getFirst().getAddress().getPort());
    }

    /** Of a service that knows them: i-one and i-two in us-east-1a, i-three in us-east-1b. */
    List<String> options() {
        return List.of(
                "--account",
                "shop:0123456789abcdef:" + ACCOUNT,
                "--access-key",
                KEY + ":" + SECRET + ":" + ACCOUNT,
                "--instance",
                "i-one=" + network + "1@us-east-1a",
                "--instance",
                "shop/i-two=" + network + "2@us-east-1a",
                "--instance",
                "i-three=" + network + "3@us-east-1b");
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
