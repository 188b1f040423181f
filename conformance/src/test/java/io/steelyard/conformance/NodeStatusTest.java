package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is seen of nodes, as the API shows it. */
class NodeStatusTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String[] NETWORKS = {"--public-vips", "127.93.7.0/24", "--servicenet-vips", "127.93.8.0/24"};

    private final HttpClient http = HttpClient.newHttpClient();
    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", NETWORKS);
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        http.close();
        service.close();
    }

    @Test
    void aNodeThatCannotBeReachedIsShownOfflineAndTheOthersServe() throws Exception {
        HttpServer good = backend(0);
        JsonNode balancer = create(good.getAddress().getPort(), FreePort.pick());

        await().atMost(LIMIT).until(() -> status(balancer, 1).equals("OFFLINE"));

        assertThat(status(balancer, 0)).isEqualTo("ONLINE");
        assertThat(nodes(balancer).path(1).path("condition").asString()).isEqualTo("ENABLED");
        for (int i = 0; i < 4; i++) {
            assertThat(ask(balancer).statusCode()).isEqualTo(200);
        }
        good.stop(0);
    }

    @Test
    void aNodeThatFailsIsOfflineUntilItServesAgain() throws Exception {
        HttpServer first = backend(0);
        int port = first.getAddress().getPort();
        JsonNode balancer = create(port);
        assertThat(ask(balancer).statusCode()).isEqualTo(200);
        first.stop(0);

        await().atMost(LIMIT).until(() -> {
            assertThat(ask(balancer).statusCode()).isEqualTo(503);
            return status(balancer, 0).equals("OFFLINE");
        });
        HttpServer again = backend(port);

        await().atMost(LIMIT).until(() -> {
            ask(balancer);
            return status(balancer, 0).equals("ONLINE");
        });
        assertThat(ask(balancer).statusCode()).isEqualTo(200);
        again.stop(0);
    }

    @Test
    void whatHappensWhileControlIsAwayIsShownWhenItIsBack() throws Exception {
        HttpServer node = backend(0);
        JsonNode balancer = create(node.getAddress().getPort());
        assertThat(ask(balancer).statusCode()).isEqualTo(200);

        service.control().destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(service.control()));
        node.stop(0);
        for (int i = 0; i < 4; i++) {
            assertThat(ask(balancer).statusCode()).isEqualTo(503);
        }
        client.close();
        service = SteelyardProcess.start(service.data(), "127.0.0.1:0", NETWORKS);
        client = RackspaceClient.login(service.api(), service.data());

        await().atMost(LIMIT).until(() -> status(balancer, 0).equals("OFFLINE"));
    }

    private static HttpServer backend(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            byte[] content = "served".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JsonNode create(int... ports) throws Exception {
        String nodes = Arrays.stream(ports)
                .mapToObj("{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}"::formatted)
                .collect(Collectors.joining(","));
        Answer created = client.post("loadbalancers", """
                {"loadBalancer":{"name":"web","protocol":"HTTP","port":8080,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"}],"nodes":[%s]}}""".formatted(nodes));
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

    private HttpResponse<String> ask(JsonNode balancer) throws Exception {
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080/"))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
