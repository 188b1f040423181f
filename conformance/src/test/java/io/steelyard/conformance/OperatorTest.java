package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the operator of a running service sees and does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORT = 8080;

    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer backend;
    private SteelyardProcess service;
    private RackspaceClient tenant;
    private OperatorClient operator;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        service =
                SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--limits", "loadbalancers=3,nodes=2");
        tenant = RackspaceClient.login(service.api(), service.data());
        operator = OperatorClient.of(service);
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            byte[] body = "here\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backend.start();
    }

    @AfterAll
    void stop() throws Exception {
        tenant.close();
        operator.close();
        browser.close();
        service.close();
        backend.stop(0);
    }

    @Test
    void theTokenIsPrintedOnceAndKeptForItsOwnerAlone() throws Exception {
        Path file = service.data().resolve("operator-token");

        assertThat(String.join("\n", service.output()))
                .contains("token " + Files.readString(file).strip())
                .contains(file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        HttpResponse<String> without = browser.send(
                HttpRequest.newBuilder(operator.base().resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(without.statusCode()).isEqualTo(401);
    }

    @Test
    void aSuspendedBalancerAnswers503AndAResumedOneServesAgain() throws Exception {
        JsonNode balancer = create();
        String path = "/operator/v1/loadbalancers/" + balancer.path("id").asInt();
        URI url = URI.create(
                "http://" + balancer.path("virtualIps").path(0).path("address").asString() + ":" + PORT + "/");
        awaitAnswer(url, 200);

        assertThat(operator.post(path + "/suspend", "").statusCode()).isEqualTo(202);

        awaitAnswer(url, 503);
        assertThat(ask(url).body()).contains("Service Unavailable");
        assertThat(tenant.get("loadbalancers/" + balancer.path("id").asInt())
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString())
                .isEqualTo("SUSPENDED");

        assertThat(operator.post(path + "/resume", "").statusCode()).isEqualTo(202);

        awaitAnswer(url, 200);
        assertThat(operator.get(path + "/events").body()).contains("SUSPENDED", "RESUMED");
    }

    @Test
    void limitsOfTheStartHoldUntilAnAccountGetsItsOwn() throws Exception {
        assertThat(limits("/operator/v1/limits").path("nodes").asInt()).isEqualTo(2);
        String tooMany = body("{\"address\":\"10.1.1.1\",\"port\":1,\"condition\":\"ENABLED\"},"
                + "{\"address\":\"10.1.1.2\",\"port\":1,\"condition\":\"ENABLED\"},"
                + "{\"address\":\"10.1.1.3\",\"port\":1,\"condition\":\"ENABLED\"}");
        assertThat(tenant.post("loadbalancers", tooMany).status()).isEqualTo(413);
        String mine = "/operator/v1/accounts/" + firstAccount() + "/limits";

        assertThat(operator.put(mine, "{\"nodes\":3}").statusCode()).isEqualTo(200);

        assertThat(limits(mine).path("nodes").asInt()).isEqualTo(3);
        assertThat(limits(mine).path("loadbalancers").asInt()).isEqualTo(3);
        assertThat(tenant.post("loadbalancers", tooMany).status()).isEqualTo(202);
    }

    @Test
    void metricsCountWhatThereIs() throws Exception {
        String scraped = operator.get("/metrics").body();

        assertThat(scraped.lines())
                .contains("steelyard_hosts_connected 1.0", "# TYPE steelyard_api_requests_seconds histogram")
                .anySatisfy(line -> assertThat(line).startsWith("steelyard_build_info{"))
                .anySatisfy(line -> assertThat(line).startsWith("steelyard_load_balancers{status=\"ACTIVE\"}"))
                .anySatisfy(line -> assertThat(line).startsWith("steelyard_store_size_bytes "));
    }

    @Test
    void theHostIsTheProxyProcess() throws Exception {
        JsonNode host = JSON.readTree(operator.get("/operator/v1/hosts").body())
                .path("hosts")
                .path(0);

        assertThat(host.path("connected").asBoolean()).isTrue();
        assertThat(host.path("pid").asLong()).isEqualTo(service.proxy().pid());
    }

    private JsonNode create() throws Exception {
        String node = "{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}"
                .formatted(backend.getAddress().getPort());
        return tenant.post("loadbalancers", body(node)).body().path("loadBalancer");
    }

    private static String body(String nodes) {
        return "{\"name\":\"a\",\"protocol\":\"HTTP\",\"port\":%d,\"virtualIps\":[{\"type\":\"PUBLIC\"}],\"nodes\":[%s]}"
                .formatted(PORT, nodes);
    }

    private String firstAccount() throws IOException, InterruptedException {
        return JSON.readTree(operator.get("/operator/v1/accounts").body())
                .path("accounts")
                .path(0)
                .path("tenant")
                .asString();
    }

    private JsonNode limits(String path) throws IOException, InterruptedException {
        return JSON.readTree(operator.get(path).body()).path("limits");
    }

    private void awaitAnswer(URI url, int status) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> ask(url).statusCode() == status);
    }

    private HttpResponse<String> ask(URI url) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
