package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A health monitor, from the request to the traffic, and over crashes of everything. */
class HealthMonitorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String HTTP_CHECK = """
            {"type":"HTTP","delay":1,"timeout":1,"attemptsBeforeDeactivation":2,"path":"/health","statusRegex":"^200$"}""";
    private static final String[] NETWORKS = {"--public-vips", "127.93.9.0/24", "--servicenet-vips", "127.93.10.0/24"};

    private final HttpClient http = HttpClient.newHttpClient();
    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        open(directory.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        http.close();
        service.close();
    }

    @Test
    void decidesFromTheFirstConnectionOnAndOverCrashes() throws Exception {
        HttpServer good = node("good", 200);
        HttpServer bad = node("bad", 500);
        JsonNode balancer =
                create(HTTP_CHECK, good.getAddress().getPort(), bad.getAddress().getPort());

        assertServedByGoodAlone(balancer);
        await().atMost(LIMIT).until(() -> status(balancer, 1).equals("OFFLINE"));
        JsonNode outage = outage(balancer);
        assertThat(outage.path("code").asString()).isEqualTo("STATUS_UNEXPECTED");
        assertThat(outage.path("reason").asString())
                .isEqualTo(
                        "It is OFFLINE because its HTTP check of /health expected a status that matches ^200$ and got 500.");
        assertThat(outage.path("nextTry").asString()).isNotEmpty();
        JsonNode health = client.get(path(balancer)).body().at("/loadBalancer/diagnosis/health");
        assertThat(health.path("state").asString()).isEqualTo("DEGRADED");
        assertThat(health.path("code").asString()).isEqualTo("SOME_NODES_OFFLINE");
        assertThat(health.path("reason").asString()).startsWith("1 of its 2 ENABLED nodes is OFFLINE.");

        crash(balancer);

        assertThat(outage(balancer).path("since")).isEqualTo(outage.path("since"));
        assertServedByGoodAlone(balancer);

        assertThat(client.call(
                                "PUT",
                                path(balancer) + "/healthmonitor",
                                "{\"healthMonitor\":%s}".formatted(HTTP_CHECK.replace("/health", "/")))
                        .status())
                .isEqualTo(202);
        await().atMost(LIMIT).until(() -> status(balancer, 1).equals("ONLINE"));
        await().atMost(LIMIT).until(() -> ask(balancer).equals("bad"));
        good.stop(0);
        bad.stop(0);
    }

    @Test
    void aConnectMonitorLeavesOutWhoRefusesAndTakesItBack() throws Exception {
        HttpServer good = node("good", 200);
        HttpServer gone = node("gone", 200);
        InetSocketAddress place = gone.getAddress();
        gone.stop(0);
        JsonNode balancer = create(
                "{\"type\":\"CONNECT\",\"delay\":1,\"timeout\":1,\"attemptsBeforeDeactivation\":2}",
                good.getAddress().getPort(),
                place.getPort());

        assertServedByGoodAlone(balancer);
        await().atMost(LIMIT).until(() -> status(balancer, 1).equals("OFFLINE"));
        assertThat(outage(balancer).path("code").asString()).isEqualTo("CONNECT_REFUSED");

        HttpServer back = node("back", 200, place.getPort());
        await().atMost(LIMIT).until(() -> status(balancer, 1).equals("ONLINE"));
        await().atMost(LIMIT).until(() -> ask(balancer).equals("back"));
        good.stop(0);
        back.stop(0);
    }

    /** Kills the proxy and the control process, and starts both anew; the node is OFFLINE all the time. */
    private void crash(JsonNode balancer) throws Exception {
        ProcessHandle control = service.control();
        ProcessHandle proxy = service.proxy();
        control.destroyForcibly();
        proxy.destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(control) && !SteelyardProcess.runs(proxy));
        client.close();
        open(service.data());
        assertThat(status(balancer, 1)).isEqualTo("OFFLINE");
        awaitListening(balancer);
    }

    /** A connection that says nothing is no request of any node's. */
    private static void awaitListening(JsonNode balancer) {
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        await().atMost(LIMIT).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (Socket socket = new Socket(address, 8080)) {
                return socket.isConnected();
            }
        });
    }

    private void open(Path data) throws Exception {
        service = SteelyardProcess.start(data, "127.0.0.1:0", NETWORKS);
        client = RackspaceClient.login(service.api(), service.data());
    }

    private void assertServedByGoodAlone(JsonNode balancer) throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(ask(balancer)).isEqualTo("good");
        }
    }

    /** Answers everything with its name, and {@code /health} with this status. */
    private static HttpServer node(String name, int health) throws IOException {
        return node(name, health, 0);
    }

    private static HttpServer node(String name, int health, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            byte[] content = name.getBytes(StandardCharsets.US_ASCII);
            boolean asked = exchange.getRequestURI().getPath().equals("/health");
            exchange.sendResponseHeaders(asked ? health : 200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JsonNode create(String monitor, int... ports) throws Exception {
        Answer created = client.post("loadbalancers", """
                {"loadBalancer":{"name":"web","protocol":"HTTP","port":8080,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"},
                          {"address":"127.0.0.1","port":%d,"condition":"ENABLED"}],
                 "healthMonitor":%s}}""".formatted(ports[0], ports[1], monitor));
        assertThat(created.status()).isEqualTo(202);
        JsonNode balancer = created.body().path("loadBalancer");
        await().atMost(LIMIT)
                .until(() -> client.get(path(balancer))
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString()
                        .equals("ACTIVE"));
        return balancer;
    }

    private static String path(JsonNode balancer) {
        return "loadbalancers/" + balancer.path("id").asInt();
    }

    private JsonNode nodes(JsonNode balancer) throws Exception {
        return client.get(path(balancer) + "/nodes").body().path("nodes");
    }

    private String status(JsonNode balancer, int place) throws Exception {
        return nodes(balancer).path(place).path("status").asString();
    }

    /** Why the second node is OFFLINE. */
    private JsonNode outage(JsonNode balancer) throws Exception {
        int node = nodes(balancer).path(1).path("id").asInt();
        return client.get(path(balancer) + "/nodes/" + node).body().path("node").path("outage");
    }

    private String ask(JsonNode balancer) throws Exception {
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080/"))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
