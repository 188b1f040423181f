package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Balancers made over the API, and the traffic that they carry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalancerTest {
    private final List<HttpServer> backends = new ArrayList<>();
    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
        for (int i = 0; i < 2; i++) {
            backends.add(backend("server " + i));
        }
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        service.close();
        backends.forEach(backend -> backend.stop(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP", "HTTP"})
    void roundRobinTakesTheNodesInTurn(String protocol) throws Exception {
        JsonNode balancer = create(protocol, "ROUND_ROBIN", 8080, ports());

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(ask(url(balancer)));
        }

        assertThat(answers.subList(0, 2)).containsExactlyInAnyOrder("server 0", "server 1");
        for (int i = 2; i < 10; i++) {
            assertThat(answers.get(i)).isEqualTo(answers.get(i - 2));
        }
    }

    @Test
    void randomUsesEveryNode() throws Exception {
        JsonNode balancer = create("TCP", "RANDOM", 8080, ports());

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(ask(url(balancer)));
        }

        assertThat(answers).contains("server 0", "server 1");
    }

    @Test
    void nodesComeAndGoWhileTheBalancerServes() throws Exception {
        JsonNode balancer = create("TCP", "ROUND_ROBIN", 8080, List.of(ports().getFirst()));
        String nodes = "loadbalancers/" + balancer.path("id").asInt() + "/nodes";
        assertThat(ask(url(balancer))).isEqualTo("server 0");

        Answer added = client.post(nodes, "{\"nodes\":[%s]}".formatted(node(ports().get(1))));
        assertThat(added.status()).isEqualTo(202);
        awaitStatus(balancer, "ACTIVE");
        assertThat(List.of(ask(url(balancer)), ask(url(balancer)))).containsExactlyInAnyOrder("server 0", "server 1");

        int first = balancer.path("nodes").path(0).path("id").asInt();
        assertThat(client.delete(nodes + "/" + first).status()).isEqualTo(202);
        awaitStatus(balancer, "ACTIVE");
        assertThat(List.of(ask(url(balancer)), ask(url(balancer)))).containsOnly("server 1");
    }

    @Test
    void aDeletedBalancerServesNoMoreAndLeavesItsPort() throws Exception {
        JsonNode balancer = create("TCP", "RANDOM", 8080, ports());
        String address = address(balancer);

        assertThat(client.delete("loadbalancers/" + balancer.path("id").asInt()).status())
                .isEqualTo(202);

        awaitStatus(balancer, "DELETED");
        try (ServerSocket free = new ServerSocket(8080, 1, InetAddress.getByName(address))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortThatAnotherProcessHoldsIsAnErrorUntilAWriteFindsItFree(boolean reusePort) throws Exception {
        // The next balancer gets this address: nothing else takes one of this type.
        String next = predictServicenetAddress();
        JsonNode balancer;
        try (ServerSocketChannel other = ServerSocketChannel.open()) {
            other.setOption(StandardSocketOptions.SO_REUSEPORT, reusePort);
            other.bind(new InetSocketAddress(next, 8081));
            balancer = post("TCP", "RANDOM", 8081, ports(), "SERVICENET");
            assertThat(address(balancer)).isEqualTo(next);
            awaitStatus(balancer, "ERROR");
        }

        Answer added = client.post(
                "loadbalancers/" + balancer.path("id").asInt() + "/nodes",
                "{\"nodes\":[{\"address\":\"127.0.1.1\",\"port\":9,\"condition\":\"DISABLED\"}]}");

        assertThat(added.status()).isEqualTo(202);
        awaitStatus(balancer, "ACTIVE");
        assertThat(ask(url(balancer))).startsWith("server ");
    }

    @Test
    void aBalancerInErrorCanBeDeleted() throws Exception {
        String next = predictServicenetAddress();
        try (ServerSocket other = new ServerSocket(8081, 1, InetAddress.getByName(next))) {
            JsonNode balancer = post("TCP", "RANDOM", 8081, ports(), "SERVICENET");
            awaitStatus(balancer, "ERROR");

            assertThat(client.delete("loadbalancers/" + balancer.path("id").asInt())
                            .status())
                    .isEqualTo(202);

            awaitStatus(balancer, "DELETED");
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void aTcpBalancerWithoutALivingNodeClosesTheConnection() throws Exception {
        JsonNode balancer = create("TCP", "RANDOM", 8080, List.of(FreePort.pick()));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ask(url(balancer)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anHttpBalancerWithoutALivingNodeAnswersTheErrorPage() throws Exception {
        JsonNode balancer = create("HTTP", "RANDOM", 8080, List.of(FreePort.pick()));

        HttpResponse<String> answer = get(url(balancer));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("<h2>Service Unavailable</h2>");
    }

    @Test
    void aNodeThatRefusesIsPassedOver() throws Exception {
        JsonNode balancer = create("HTTP", "ROUND_ROBIN", 8080, List.of(FreePort.pick(), ports().getFirst()));

        for (int i = 0; i < 6; i++) {
            assertThat(ask(url(balancer))).isEqualTo("server 0");
        }
    }

    private String predictServicenetAddress() throws IOException, InterruptedException {
        JsonNode probe = post("TCP", "RANDOM", 8082, ports(), "SERVICENET");
        awaitStatus(probe, "ACTIVE");
        byte[] address = InetAddress.getByName(address(probe)).getAddress();
        address[3]++;
        return InetAddress.getByAddress(address).getHostAddress();
    }

    private JsonNode create(String protocol, String algorithm, int port, List<Integer> nodePorts)
            throws IOException, InterruptedException {
        JsonNode balancer = post(protocol, algorithm, port, nodePorts, "PUBLIC");
        awaitStatus(balancer, "ACTIVE");
        return balancer;
    }

    private JsonNode post(String protocol, String algorithm, int port, List<Integer> nodePorts, String vip)
            throws IOException, InterruptedException {
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"web","protocol":"%s","port":%d,"algorithm":"%s",
                 "virtualIps":[{"type":"%s"}],"nodes":[%s]}}""".formatted(
                protocol,
                port,
                algorithm,
                vip,
                String.join(",", nodePorts.stream().map(BalancerTest::node).toList())));
        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        return made.body().path("loadBalancer");
    }

    private static String node(int port) {
        return "{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}".formatted(port);
    }

    private void awaitStatus(JsonNode balancer, String wanted) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(client.get(
                                        "loadbalancers/" + balancer.path("id").asInt())
                                .body()
                                .path("loadBalancer")
                                .path("status")
                                .asString())
                        .isEqualTo(wanted));
    }

    private List<Integer> ports() {
        return backends.stream().map(backend -> backend.getAddress().getPort()).toList();
    }

    private static String address(JsonNode balancer) {
        return balancer.path("virtualIps").path(0).path("address").asString();
    }

    private static URI url(JsonNode balancer) {
        return URI.create(
                "http://" + address(balancer) + ":" + balancer.path("port").asInt() + "/");
    }

    /** On a connection of its own, so that every question is a choice of a node. */
    private static String ask(URI url) throws IOException, InterruptedException {
        return get(url).body();
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpServer backend(String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
