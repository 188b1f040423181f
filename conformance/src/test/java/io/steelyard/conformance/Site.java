package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * A service, an account that is logged in, and one node which answers HTTP requests with the fields that they came with, a
 * line each, names in lower case. The processes may be killed; what is kept is the data directory.
 */
public final class Site implements AutoCloseable {
    /** For whatever is waited for. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path data;
    private final String[] options;
    private final HttpServer node;
    private SteelyardProcess service;
    private RackspaceClient client;

    private Site(Path data, String[] options) throws IOException, InterruptedException {
        this.data = data;
        this.options = options;
        this.node = node();
        this.service = SteelyardProcess.start(data, "127.0.0.1:0", options);
        this.client = RackspaceClient.login(service.api(), data);
    }

    /** @param options of the service, virtual IPs too where the test has its own */
    public static Site start(Path data, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        if (!all.contains("--public-vips")) {
            int network = ThreadLocalRandom.current().nextInt(110, 250);
            all.addAll(List.of("--public-vips", "127.%d.250.0/24".formatted(network)));
            all.addAll(List.of("--servicenet-vips", "127.%d.251.0/24".formatted(network)));
        }
        return new Site(data, all.toArray(String[]::new));
    }

    private static HttpServer node() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", Site::answer);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        StringBuilder lines = new StringBuilder();
        exchange.getRequestHeaders()
                .forEach((name, values) -> lines.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(String.join(", ", values))
                        .append('\n'));
        byte[] content = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    public SteelyardProcess service() {
        return service;
    }

    public RackspaceClient client() {
        return client;
    }

    /** The node as a request gives it. */
    public String nodeBody() {
        return nodeBody(node.getAddress().getPort());
    }

    /** Another node on loopback. */
    public static String nodeBody(int port) {
        return "{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}".formatted(port);
    }

    /** Makes a balancer in front of the node, on a PUBLIC virtual IP of version 4, and waits for ACTIVE. */
    public JsonNode create(String attributes) throws IOException, InterruptedException {
        return create(attributes, nodeBody());
    }

    /** The same with other nodes. */
    public JsonNode create(String attributes, String nodes) throws IOException, InterruptedException {
        return createOn("{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV4\"}", attributes, nodes);
    }

    /** The same with another virtual IP. */
    public JsonNode createOn(String virtualIp, String attributes, String nodes)
            throws IOException, InterruptedException {
        Answer made = client.post(
                "loadbalancers",
                "{\"loadBalancer\":{\"name\":\"web\",\"virtualIps\":[%s],\"nodes\":[%s],%s}}"
                        .formatted(virtualIp, nodes, attributes));
        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        JsonNode balancer = made.body().path("loadBalancer");
        awaitActive(balancer);
        return balancer;
    }

    /** A write below a balancer's path that is accepted; returns when it is served. */
    public JsonNode change(String verb, JsonNode balancer, String below, String body)
            throws IOException, InterruptedException {
        Answer answer = client.call(verb, path(balancer) + below, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        awaitActive(balancer);
        return answer.body();
    }

    public void awaitActive(JsonNode balancer) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(client.get(path(balancer))
                                .body()
                                .at("/loadBalancer/status")
                                .asString())
                        .isEqualTo("ACTIVE"));
    }

    public static String path(JsonNode balancer) {
        return "loadbalancers/" + balancer.path("id").asInt();
    }

    /** The balancer's first virtual IP with a port. */
    public static InetSocketAddress address(JsonNode balancer, int port) {
        return new InetSocketAddress(balancer.at("/virtualIps/0/address").asString(), port);
    }

    /** As SIGKILL does. */
    public static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(process));
    }

    /** Kills the proxy and waits for the one after it. */
    public void killProxy() throws IOException {
        ProcessHandle killed = service.proxy();
        kill(killed);
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> service.proxy().pid() != killed.pid() && SteelyardProcess.runs(service.proxy()));
    }

    /** Kills everything and starts it anew. */
    public void killAll() throws IOException, InterruptedException {
        killForGood();
        restart();
    }

    /** Kills everything, and leaves it so. */
    public void killForGood() throws IOException {
        ProcessHandle proxy = service.proxy();
        kill(service.control());
        kill(proxy);
    }

    /** Starts the service anew, with more options than before, once it has stopped or was killed. */
    public void restart(String... more) throws IOException, InterruptedException {
        client.close();
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        service = SteelyardProcess.start(data, "127.0.0.1:0", all.toArray(String[]::new));
        client = RackspaceClient.login(service.api(), data);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        if (SteelyardProcess.runs(service.control())) {
            service.close();
        }
        node.stop(0);
    }
}
