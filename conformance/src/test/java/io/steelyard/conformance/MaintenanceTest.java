package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Maintenance keeps tenants away and traffic going, over a restart of the control process too. */
class MaintenanceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PORT = 8080;
    private static final String PATH = "/operator/v1/maintenance";

    @TempDir
    Path directory;

    @Test
    void tenantsAreAnswered503AndNoRequestThroughAVirtualIpFails() throws Exception {
        Path data = directory.resolve("data");
        HttpServer backend = backend();
        SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0");
        try (RackspaceClient tenant = RackspaceClient.login(service.api(), data);
                OperatorClient operator = OperatorClient.of(service)) {
            InetSocketAddress vip = serving(tenant, backend);
            Clients clients = new Clients(vip);
            Thread asking = Thread.ofPlatform().start(clients);

            assertThat(operator.put(PATH, "{\"retryAfterSeconds\":120}").statusCode())
                    .isEqualTo(200);
            assertRefused(tenant);
            clients.awaitMore(200);

            service.control().destroyForcibly();
            service.control().onExit().join();
            service = SteelyardProcess.start(data, service.api().getAuthority());

            assertRefused(tenant);
            clients.awaitMore(200);
            try (OperatorClient again = OperatorClient.of(service)) {
                assertThat(again.get(PATH).body()).contains("\"on\":true");
                assertThat(again.delete(PATH).statusCode()).isEqualTo(200);
            }
            assertThat(tenant.get("loadbalancers").status()).isEqualTo(200);
            clients.stopping.set(true);
            asking.join();
            assertThat(clients.failed.get()).isZero();
        } finally {
            service.close();
            backend.stop(0);
        }
    }

    private static void assertRefused(RackspaceClient tenant) throws IOException, InterruptedException {
        HttpResponse<byte[]> refused = tenant.send("GET", "loadbalancers", Map.of(), "");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("120");
    }

    private static InetSocketAddress serving(RackspaceClient tenant, HttpServer backend) throws Exception {
        JsonNode made = tenant.post("loadbalancers", """
                {"name":"m","protocol":"HTTP","port":%d,"virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}""".formatted(
                                PORT, backend.getAddress().getPort()))
                .body()
                .path("loadBalancer");
        String path = "loadbalancers/" + made.path("id").asInt();
        await().atMost(LIMIT)
                .until(() -> tenant.get(path)
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString("")
                        .equals("ACTIVE"));
        return new InetSocketAddress(
                made.path("virtualIps").path(0).path("address").asString(), PORT);
    }

    private static HttpServer backend() throws IOException {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        backend.createContext("/", exchange -> {
            byte[] body = "here\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backend.start();
        return backend;
    }

    /** Asks without rest, some requests on each connection. */
    private static final class Clients implements Runnable {
        private final InetSocketAddress vip;
        private final AtomicBoolean stopping = new AtomicBoolean();
        private final AtomicLong answered = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        Clients(InetSocketAddress vip) {
            this.vip = vip;
        }

        @Override
        public void run() {
            while (!stopping.get()) {
                try (PlainConnection connection = PlainConnection.open(vip, LIMIT)) {
                    for (int request = 0; request < 10; request++) {
                        if (connection.get("/", false).status() != 200) {
                            failed.incrementAndGet();
                        }
                        answered.incrementAndGet();
                    }
                } catch (IOException broken) {
                    failed.incrementAndGet();
                }
            }
        }

        void awaitMore(int requests) {
            long enough = answered.get() + requests;
            await().atMost(LIMIT).until(() -> answered.get() >= enough);
        }
    }
}
