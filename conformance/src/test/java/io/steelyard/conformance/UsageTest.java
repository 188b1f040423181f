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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Usage against what clients count on their own sockets. */
class UsageTest {
    private static final Duration TOLD = Duration.ofSeconds(30);
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: usage\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT = 40_000;
    private static final int ANSWER = CONTENT + 200;

    @TempDir
    Path directory;

    private HttpServer node;
    private SteelyardProcess service;
    private RackspaceClient client;
    private InetSocketAddress address;
    private int id;
    private long sent;
    private long received;

    @BeforeEach
    void start() throws Exception {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT);
            exchange.getResponseBody().write(new byte[CONTENT]);
            exchange.close();
        });
        node.start();
        begin();
        JsonNode made = client.post(
                        "loadbalancers", """
                        {"loadBalancer":{"name":"web","protocol":"HTTP","port":8080,"virtualIps":[{"type":"PUBLIC"}],
                         "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}}""".formatted(node.getAddress().getPort()))
                .body()
                .path("loadBalancer");
        id = made.path("id").asInt();
        address = new InetSocketAddress(
                made.path("virtualIps").path(0).path("address").asString(), 8080);
        await().atMost(TOLD)
                .until(() -> client.get("loadbalancers/" + id)
                        .body()
                        .path("loadBalancer")
                        .path("status")
                        .asString()
                        .equals("ACTIVE"));
    }

    @AfterEach
    void stop() throws Exception {
        end();
        node.stop(0);
    }

    @Test
    void itIsExactOverOrderlyRestarts() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (Socket one = open();
                    Socket other = open()) {
                ask(one, 5);
                ask(other, 3);
            }
            end();
            begin();
        }

        awaitExact();
        assertThat(stats().path("maxConn").asInt()).isEqualTo(2);
        assertThat(stats().path("currentConn").asInt()).isZero();
    }

    @Test
    void aKilledProxyTakesAtMostTheOperationInFlightOfEachConnection() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = open();
            clients.add(socket);
            ask(socket, 10);
        }
        ProcessHandle killed = service.proxy();

        killed.destroyForcibly();
        killed.onExit().join();

        await().atMost(TOLD)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !service.proxy().equals(killed) && SteelyardProcess.runs(service.proxy()));
        for (Socket socket : clients) {
            socket.close();
        }
        await().atMost(TOLD).until(() -> transfer("outgoingTransfer") >= received - 4 * ANSWER);
        assertThat(transfer("outgoingTransfer")).isLessThanOrEqualTo(received);
        assertThat(transfer("incomingTransfer")).isEqualTo(sent);
        received = transfer("outgoingTransfer");
        assertThat(stats().path("maxConn").asInt()).isEqualTo(4);

        try (Socket next = open()) {
            ask(next, 7);
            awaitExact();
            assertThat(stats().path("currentConn").asInt()).isOne();
        }
    }

    @Test
    void aKilledControlProcessTakesNothing() throws Exception {
        try (Socket socket = open()) {
            ask(socket, 4);
            service.control().destroyForcibly();
            service.control().onExit().join();
            client.close();
            ask(socket, 4);

            begin();
            ask(socket, 4);
        }

        awaitExact();
        try (OperatorClient operator = OperatorClient.of(service)) {
            assertThat(operator.get("/metrics").body()).contains("steelyard_traffic_sent_bytes_total{tls=\"false\"}");
        }
    }

    @Test
    void aProxyThatIsRestartedTakesNothingAndCountsNothingTwice() throws Exception {
        try (OperatorClient operator = OperatorClient.of(service);
                Socket draining = open()) {
            ask(draining, 4);

            assertThat(operator.post("/operator/v1/proxy/restart", "").statusCode())
                    .isEqualTo(200);
            try (Socket next = open()) {
                ask(next, 3);
            }
            sent += REQUEST.length;
            draining.getOutputStream().write(REQUEST);
            received += draining.getInputStream().readAllBytes().length;
            try (Socket next = open()) {
                ask(next, 2);
            }
        }

        awaitExact();
        end();
        begin();
        awaitExact();
        assertThat(stats().path("currentConn").asInt()).isZero();
    }

    private void begin() throws Exception {
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
    }

    private void end() throws Exception {
        client.close();
        service.close();
    }

    /** A connection of a client; a proxy that has just started may not listen yet. */
    private Socket open() {
        return await().atMost(TOLD)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> new Socket(address.getAddress(), address.getPort()), Socket::isConnected);
    }

    private void ask(Socket socket, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            socket.getOutputStream().write(REQUEST);
            sent += REQUEST.length;
            received += answer(socket.getInputStream());
        }
    }

    private static long answer(InputStream in) throws IOException {
        int head = 0;
        for (int blank = 0; blank < 4; head++) {
            int octet = in.read();
            assertThat(octet).isNotNegative();
            blank = octet == "\r\n\r\n".charAt(blank) ? blank + 1 : octet == '\r' ? 1 : 0;
        }
        assertThat(in.readNBytes(CONTENT)).hasSize(CONTENT);
        return head + (long) CONTENT;
    }

    private void awaitExact() {
        await().atMost(TOLD).untilAsserted(() -> {
            assertThat(transfer("incomingTransfer")).isEqualTo(sent);
            assertThat(transfer("outgoingTransfer")).isEqualTo(received);
        });
    }

    private long transfer(String attribute) throws IOException, InterruptedException {
        long sum = 0;
        for (JsonNode record :
                client.get("loadbalancers/" + id + "/usage").body().path("loadBalancerUsageRecords")) {
            sum += record.path(attribute).asLong();
        }
        return sum;
    }

    private JsonNode stats() throws IOException, InterruptedException {
        return client.get("loadbalancers/" + id + "/stats").body();
    }
}
