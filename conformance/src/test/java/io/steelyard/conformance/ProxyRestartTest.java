package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What clients that are connected, and operators, see of a restart of the proxy. */
class ProxyRestartTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int HALF = 1 << 20;

    @TempDir
    Path directory;

    private final CountDownLatch restarted = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer node;
    private SteelyardProcess service;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.setExecutor(threads);
        node.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2L * HALF);
            exchange.getResponseBody().write(new byte[HALF]);
            exchange.getResponseBody().flush();
            awaitRestart();
            exchange.getResponseBody().write(new byte[HALF]);
            exchange.close();
        });
        node.start();
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--restart-drain", "20s");
        try (RackspaceClient tenant = RackspaceClient.login(service.api(), service.data())) {
            JsonNode made = tenant.post(
                            "loadbalancers", """
                            {"loadBalancer":{"name":"web","protocol":"HTTP","port":8080,
                             "virtualIps":[{"type":"PUBLIC"}],
                             "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}}""".formatted(node.getAddress().getPort()))
                    .body()
                    .path("loadBalancer");
            address = new InetSocketAddress(
                    made.path("virtualIps").path(0).path("address").asString(), 8080);
            await().atMost(LIMIT)
                    .until(() -> tenant.get("loadbalancers/" + made.path("id").asInt())
                            .body()
                            .at("/loadBalancer/status")
                            .asString()
                            .equals("ACTIVE"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        restarted.countDown();
        service.close();
        node.stop(0);
        threads.close();
    }

    @Test
    void aDownloadGoesOnAndItsProcessEndsAfterIt() throws Exception {
        ProcessHandle before = service.proxy();
        try (Socket client = new Socket()) {
            client.connect(address);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = client.getInputStream();
            assertThat(answer.readNBytes(HALF)).hasSize(HALF);

            SteelyardProcess.Finished command = SteelyardProcess.run(
                    LIMIT,
                    "proxy",
                    "restart",
                    "--data",
                    service.data().toString(),
                    "--operator-listen",
                    operatorAddress());
            assertThat(command.output()).contains("process " + before.pid() + " ends when its connections do");
            assertThat(command.exitCode()).isZero();
            assertThat(service.proxy()).isNotEqualTo(before);
            assertThat(SteelyardProcess.runs(before)).isTrue();

            restarted.countDown();
            assertThat(answer.readNBytes(HALF)).hasSize(HALF);
        }
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(before));
    }

    @Test
    void whatIsOpenAfterTheDrainIsCutAndEveryProcessEndsWithTheService() throws Exception {
        ProcessHandle before = service.proxy();
        try (Socket client = new Socket();
                OperatorClient operator = OperatorClient.of(service)) {
            client.connect(address);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(HALF)).hasSize(HALF);
            assertThat(operator.post("/operator/v1/proxy/restart", "").statusCode())
                    .isEqualTo(200);
            assertThat(operator.post("/operator/v1/proxy/restart", "").statusCode())
                    .isEqualTo(200);
            ProcessHandle last = service.proxy();

            service.close();

            assertThat(SteelyardProcess.runs(before)).isFalse();
            assertThat(SteelyardProcess.runs(last)).isFalse();
        }
    }

    @Test
    void whereNoServiceAnswersTheCommandSaysSo() throws Exception {
        SteelyardProcess.Finished command = SteelyardProcess.run(
                LIMIT, "proxy", "restart", "--data", service.data().toString(), "--operator-listen", "127.0.0.1:1");

        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.output()).contains("no service answers at 127.0.0.1:1");
    }

    private String operatorAddress() throws IOException {
        try (OperatorClient operator = OperatorClient.of(service)) {
            return operator.base().getAuthority();
        }
    }

    private void awaitRestart() {
        try {
            restarted.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
