package io.steelyard.conformance.elb;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Servers that answer with their ids, and set the cookie that the query is: all on one port, each on an address of its own. They
 * belong to one account that has an access key.
 */
public final class ElbInstances implements AutoCloseable {
    public static final String KEY = "AKIDEXAMPLE";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static final String ACCOUNT = "123456789012";
    private static final int BACKLOG = 1024;
    private static final int ATTEMPTS = 20;

    /** One of them, and its availability zone. */
    public record Member(String id, String zone) {}

    private final List<Member> members;
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String network = "127.20." + ThreadLocalRandom.current().nextInt(1, 255) + ".";

    private ElbInstances(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** i-one and i-two in us-east-1a, i-three in us-east-1b. */
    public static ElbInstances start() throws IOException {
        return start(List.of(
                new Member("i-one", "us-east-1a"),
                new Member("i-two", "us-east-1a"),
                new Member("i-three", "us-east-1b")));
    }

    /** @param members 1 to 254, whose addresses end with 1, 2 and so on */
    public static ElbInstances start(List<Member> members) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ElbInstances instances = new ElbInstances(members);
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
        for (Member member : members) {
            InetAddress address = InetAddress.getByName(network + (servers.size() + 1));
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
            servers.add(server);
            port = server.getAddress().getPort();
            byte[] answer = member.id().getBytes(StandardCharsets.US_ASCII);
            server.setExecutor(threads);
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

    /** What their addresses begin with, a dot at its end. */
    public String network() {
        return network;
    }

    /** Of all of them. */
    public String port() {
        return Integer.toString(servers.getFirst().getAddress().getPort());
    }

    /** Of a service that knows the account, its key and them; the account is named for all but the first, which needs it not. */
    public List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "--account", "shop:0123456789abcdef:" + ACCOUNT, "--access-key", KEY + ":" + SECRET + ":" + ACCOUNT));
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            options.add("--instance");
            options.add((i == 0 ? "" : "shop/") + member.id() + "=" + network + (i + 1) + "@" + member.zone());
        }
        return options;
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
