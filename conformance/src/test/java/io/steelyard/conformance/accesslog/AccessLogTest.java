package io.steelyard.conformance.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From requests to the objects in the tenant's container. */
class AccessLogTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Integer> answered = new ArrayList<>();
    private HttpServer node;
    private SteelyardProcess service;
    private URI balancer = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws Exception {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        node.start();
        service = startService();
    }

    private SteelyardProcess startService() throws Exception {
        return SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--log-period", "2s");
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        node.stop(0);
        service.close();
    }

    @Test
    void everyAnsweredRequestIsDeliveredOnceAlthoughBothProcessesAreKilled() throws Exception {
        try (RackspaceClient client = login()) {
            balancer = create(client);
        }

        ask(0, 40);
        kill(service.proxy());
        ask(40, 80);
        kill(service.control());
        ask(80, 120);
        service = startService();
        ask(120, 160);
        kill(service.proxy());
        ask(160, 170);

        assertThat(answered).hasSizeGreaterThan(100);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(delivered()).containsAll(answered));
        assertThat(delivered()).doesNotHaveDuplicates();
    }

    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(process));
    }

    /** Asks each once; a request that a killed process leaves without an answer is not asked again. */
    private void ask(int from, int to) {
        for (int i = from; i < to; i++) {
            HttpRequest request = HttpRequest.newBuilder(balancer.resolve("/" + i))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            try {
                if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    answered.add(i);
                }
            } catch (IOException noAnswer) {
                await().atMost(LIMIT).until(this::isServed);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private boolean isServed() throws InterruptedException {
        try {
            http.send(
                    HttpRequest.newBuilder(balancer.resolve("/x"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private RackspaceClient login() throws Exception {
        return RackspaceClient.login(service.api(), service.data());
    }

    private URI create(RackspaceClient client) throws Exception {
        JsonNode made = client.post(
                        "loadbalancers", """
                        {"loadBalancer":{"name":"My shop","protocol":"HTTP","port":8080,
                         "connectionLogging":{"enabled":true},"virtualIps":[{"type":"PUBLIC"}],
                         "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}}
                        """.formatted(node.getAddress().getPort()))
                .body()
                .path("loadBalancer");
        await().atMost(LIMIT)
                .until(() -> client.get("loadbalancers/" + made.path("id"))
                        .body()
                        .at("/loadBalancer/status")
                        .stringValue()
                        .equals("ACTIVE"));
        String vip = made.at("/virtualIps/0/address").stringValue();
        return URI.create("http://" + vip + ":8080");
    }

    /** The numbers of all requests in all objects of the container. */
    private List<Integer> delivered() throws Exception {
        try (RackspaceClient client = login()) {
            assertThat(Logs.objects(client))
                    .allMatch(object -> object.matches("lb_[0-9]+_My_shop_[A-Z][a-z]{2}_[0-9]{4}"
                            + "/lb_[0-9]+_My_shop_[0-9]{10}(_local-[0-9]+-[0-9]+)?\\.zip"));
            return Numbered.in(Logs.lines(client));
        }
    }
}
