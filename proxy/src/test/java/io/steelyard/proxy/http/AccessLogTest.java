package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.proxy.TestBalancer;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic and the lines it leaves. */
class AccessLogTest {
    private static final String STAMP = "\\[21/Nov/2026:10:59:59 \\+0000]";

    private final LogRig rig;

    AccessLogTest(@TempDir Path directory) throws IOException {
        rig = new LogRig(directory, policy -> policy.withConnectionLogging(true));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void aRequestLeavesItsLine() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("GET /a?b=\"c HTTP/1.1\r\nHost: shop.example\r\n\r\n").receive();
        }
        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("GET /a HTTP/1.1\r\nHost: shop.example\r\nReferer: http://x/\"\\\u00e9\r\n"
                            + "USER-AGENT:  a \tb\r\n\r\n")
                    .receive();
            client.send("POST /b HTTP/1.1\r\nHost: [::1]:99\r\nContent-Length: 2\r\n\r\nhi")
                    .receive();
        }

        int port = balancer.address().getPort();
        String address = node.backend().address().getAddress().getHostAddress() + ":"
                + node.backend().address().getPort();
        assertThat(rig.lines(3))
                .anyMatch(line -> line.contains("\"-\" 400 "))
                .anyMatch(line -> line.matches("shop\\.example:" + port + " 127\\.0\\.0\\.1 - - " + STAMP
                        + " \"GET /a HTTP/1\\.1\" 200 43 \"http://x/\\\\\"\\\\\\\\\\\\xe9\" \"a \\\\x09b\" "
                        + address + " [0-9]+\\.[0-9]{3}"))
                .anyMatch(line ->
                        line.startsWith("[::1]:99 ") && line.contains("\"POST /b HTTP/1.1\" 200 43 \"-\" \"-\" "));
    }

    @Test
    void aWebSocketLeavesOneLineWhenItHasEnded() throws IOException {
        String granted = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
        FaultyBackend node = FaultyBackend.serving((backend, client) -> {
            Received.head(client.getInputStream());
            backend.send(client, granted.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        });
        TestBalancer balancer = rig.serve(node);

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                    .receive();
            client.send("hello").receive(5);
        }

        assertThat(rig.lines(1))
                .singleElement()
                .asString()
                .contains("\"GET /chat HTTP/1.1\" 101 " + (granted.length() + 5) + " ");
    }

    @Test
    void whatIsGivenAgainLeavesALineWithoutANode() throws IOException {
        HttpNode node =
                rig.own(HttpNode.always("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\nok"));
        TestBalancer balancer = rig.serve(node.backend()).withPolicy(policy -> policy.withContentCaching(true));
        rig.change(balancer);

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.get("/first").receive();
            client.get("/first").receive();
        }

        assertThat(rig.lines(2))
                .anyMatch(line -> line.matches(".*\"GET /first HTTP/1\\.1\" 200 67 .*:[0-9]+ [0-9.]+"))
                .anyMatch(line -> line.matches(".*\"GET /first HTTP/1\\.1\" 200 [0-9]{2} \"-\" \"-\" - [0-9.]+"));
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void whatTheBalancerAnswersItselfIsThereToo() throws IOException {
        FaultyBackend gone = FaultyBackend.refusing();
        TestBalancer balancer = rig.serve(gone);

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            assertThat(client.get("/none").receive().status()).isEqualTo(503);
        }
        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("garbage\r\n\r\n").receiveAll();
        }

        assertThat(rig.lines(2))
                .anyMatch(line -> line.contains("\"GET /none HTTP/1.1\" 503 "))
                .anyMatch(line -> line.contains("\"-\" 400 "));
    }

    @Test
    void aWebSocketOfHttp2LeavesOneLineWhenItEnds() throws IOException {
        FaultyBackend node = rig.own(FaultyBackend.serving((backend, socket) -> {
            String key = new Received(Received.head(socket.getInputStream()), "", "")
                    .fields("sec-websocket-key")
                    .getFirst();
            String granted = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Http2WebSocketTest.accept(key) + "\r\n\r\nhello";
            backend.send(socket, granted.getBytes(StandardCharsets.ISO_8859_1));
        }));

        TestBalancer balancer = rig.serve(node);
        try (Http2TestClient client = Http2TestClient.open(balancer.connect())) {
            client.fields(1, true, Http2WebSocketTest.ASKED).answer(1);
        }

        assertThat(rig.lines(1)).singleElement().asString().contains("\"CONNECT /chat HTTP/2.0\" 200 5 ");
    }

    @Test
    void whatIsNoRequestOfHttp2LeavesItsLine() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (Http2TestClient client = Http2TestClient.open(balancer.connect())) {
            client.fields(1, true, ":method", "GET", ":scheme", "http", ":authority", "a")
                    .answer(1);
            client.get(3, "/", "X-Capital", "b").answer(3);
            client.head(5, false, "POST", "/short", "content-length", "3")
                    .data(5, true, "2.")
                    .answer(5);
            client.get(7, "/right").answer(7);
        }

        assertThat(rig.lines(4))
                .anyMatch(line -> line.contains("\"GET /right HTTP/2.0\" 200 "))
                .filteredOn(line -> line.contains(" 400 "))
                .hasSize(3);
        assertThat(rig.host().traffic(balancer).refusedRequests()).isEqualTo(3);
    }

    @Test
    void aClientTooManyIsThere() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (HttpTestClient first = new HttpTestClient(balancer);
                HttpTestClient second = new HttpTestClient(balancer)) {
            first.get("/1").receive();
            second.get("/2").receive();
            assertThatThrownBy(() -> new HttpTestClient(balancer).get("/3").receive())
                    .isInstanceOf(IOException.class);
        }

        assertThat(rig.lines(3))
                .filteredOn(line -> line.contains("\"-\" 503 0 "))
                .hasSize(1);
    }

    @Test
    void aConnectionOfAnotherProtocolLeavesItsLine() throws IOException {
        FaultyBackend echo = rig.own(FaultyBackend.echoing());
        TestBalancer balancer = rig.change(TestBalancer.tcp(7, echo));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readNBytes(5);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }

        String vip = balancer.address().getAddress().getHostAddress() + ":"
                + balancer.address().getPort();
        assertThat(rig.lines(1).getFirst())
                .matches("2026-11-21T10:59:59\\.500Z 127\\.0\\.0\\.1:[0-9]+ " + vip + " "
                        + echo.address().getAddress().getHostAddress() + ":"
                        + echo.address().getPort() + " 5 5 [0-9]+\\.[0-9]{3} finished");
    }

    @Test
    void whatIsOffLeavesNothing() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer logged = rig.serve(node.backend());
        TestBalancer off = logged.withPolicy(policy -> policy.withConnectionLogging(false));

        try (HttpTestClient client = new HttpTestClient(logged)) {
            client.get("/logged").receive();
            rig.host().serve(off);
            client.get("/not").receive();
            rig.host().serve(off.withPolicy(policy -> policy.withConnectionLogging(true)));
            client.get("/again").receive();
        }

        assertThat(rig.lines(2)).allMatch(line -> line.contains("/logged") || line.contains("/again"));
    }
}
