package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that leave HTTP when both sides want it, and none that do not. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class WebSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String ASKED = "GET /chat HTTP/1.1\r\nHost: lb.test\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: WebSocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String GRANTED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    private final HttpRig rig;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    WebSocketTest(Transport transport) {
        rig = HttpRig.start(transport, HttpLimits.DEFAULT.withWebSocketIdle(SHORT));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    /** Agrees, says so, and echoes until the client has ended. */
    private Behaviour agreeing(String andSays) {
        return (backend, client) -> {
            InputStream in = client.getInputStream();
            heads.add(Received.head(in));
            backend.send(client, octets(GRANTED + andSays));
            in.transferTo(client.getOutputStream());
            client.shutdownOutput();
        };
    }

    @Test
    void octetsGoBothWaysOnceTheNodeHasAgreed() throws Exception {
        rig.serveRaw(agreeing("welcome"));

        HttpTestClient client = rig.client().send(ASKED);

        Received granted = client.receive();
        assertThat(granted.status()).isEqualTo(101);
        assertThat(granted.fields("connection")).containsExactly("Upgrade");
        assertThat(granted.fields("upgrade")).containsExactly("websocket");
        assertThat(granted.fields("sec-websocket-accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(client.receive(7)).isEqualTo("welcome");
        String large = "\u0000\u00ff\r\n".repeat(100_000);
        Thread sender = Thread.ofVirtual().start(() -> send(client, large));
        assertThat(client.receive(large.length())).isEqualTo(large);
        sender.join();
    }

    @Test
    void theNodeIsAskedInOneSpelling() throws IOException {
        rig.serveRaw(agreeing(""));

        rig.client().send(ASKED).receive();

        Received asked = new Received(heads.element(), "", "");
        assertThat(asked.firstLine()).isEqualTo("GET /chat HTTP/1.1");
        assertThat(asked.fields("connection")).containsExactly("Upgrade");
        assertThat(asked.fields("upgrade")).containsExactly("websocket");
        assertThat(asked.fields("sec-websocket-key")).hasSize(1);
        assertThat(asked.fields("x-forwarded-for")).containsExactly("127.0.0.1");
    }

    @Test
    void theEndOfOneDirectionLeavesTheOther() throws IOException {
        rig.serveRaw((backend, client) -> {
            heads.add(Received.head(client.getInputStream()));
            backend.send(client, octets(GRANTED));
            heard.add(FaultyBackend.readAll(client.getInputStream()));
            backend.send(client, octets("all heard"));
        });
        HttpTestClient client = rig.client().send(ASKED);
        client.receive();

        client.send("bye").socket().shutdownOutput();

        assertThat(client.receiveAll()).isEqualTo("all heard");
        assertThat(heard).containsExactly("bye");
        awaitNobody();
    }

    @Test
    void theNodeMayEndFirst() throws IOException {
        rig.serveRaw((backend, client) -> {
            heads.add(Received.head(client.getInputStream()));
            backend.send(client, octets(GRANTED + "over"));
            client.shutdownOutput();
            heard.add(FaultyBackend.readAll(client.getInputStream()));
        });
        HttpTestClient client = rig.client().send(ASKED);
        client.receive();
        assertThat(client.receiveAll()).isEqualTo("over");

        client.send("understood").socket().shutdownOutput();

        await().atMost(LIMIT).until(() -> heard.contains("understood"));
        awaitNobody();
    }

    @Test
    void whatFollowsARequestIsHeldUntilTheNodeAgrees() throws IOException {
        rig.serveRaw(agreeing(""));

        HttpTestClient client = rig.client().send(ASKED + "too early");

        assertThat(client.receive().status()).isEqualTo(101);
        assertThat(client.receive(9)).isEqualTo("too early");
    }

    @Test
    void whatFollowsARefusedRequestReachesNobody() throws IOException {
        HttpNode node = rig.serve(HttpNode.always("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n"));

        HttpTestClient client = rig.client().send(ASKED + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

        Received refused = client.receive();
        assertThat(refused.status()).isEqualTo(426);
        assertThat(refused.fields("connection")).containsExactly("close");
        assertThat(client.isEnded()).isTrue();
        HttpRig.awaitClosed(node);
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void onlyAPlainRequestForWebSocketIsPassedOn() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("plain"));
        List<String> others = List.of(
                ASKED.replace("WebSocket\r", "h2c\r"),
                ASKED.replace("WebSocket\r", "websocket, h2c\r"),
                ASKED.replace("Upgrade: WebSocket", "Upgrade: websocket\r\nUpgrade: websocket"),
                ASKED.replace("keep-alive, Upgrade", "keep-alive"),
                ASKED.replace("GET", "PUT"),
                ASKED.replace("Upgrade: W", "Content-Length: 2\r\nUpgrade: W") + "hi");

        for (String other : others) {
            assertThat(rig.client().send(other).receive().content()).as(other).isEqualTo("plain");
        }

        assertThat(node.requests())
                .hasSize(others.size())
                .allSatisfy(request -> assertThat(request.fields("upgrade")).isEmpty());
    }

    @Test
    void aNodeThatAgreesToNothingThatWasAskedHasFailed() throws IOException {
        List<String> unasked = List.of(
                GRANTED.replace("websocket", "h2c"),
                GRANTED.replace("Upgrade: websocket\r\n", ""),
                GRANTED.replace("Connection: Upgrade\r\n", ""),
                GRANTED.replace("HTTP/1.1", "HTTP/1.0"));
        for (String answer : unasked) {
            rig.serve(HttpNode.always(answer));
            assertThat(rig.client().send(ASKED).receive().status()).as(answer).isEqualTo(503);
            rig.remove();
        }

        rig.serve(HttpNode.always(GRANTED));
        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
    }

    @Test
    void aNodeThatFailsBeforeItAgreesIsPassedOver() throws IOException {
        FaultyBackend bad = FaultyBackend.resettingAfter("");
        rig.serve(bad, FaultyBackend.serving(agreeing("")));

        assertThat(rig.client().send(ASKED).receive().status()).isEqualTo(101);
        assertThat(rig.client().send(ASKED).receive().status()).isEqualTo(101);
    }

    @Test
    void silenceOnBothSidesEndsIt() throws IOException {
        FaultyBackend node = rig.serveRaw(agreeing(""));
        rig.change(rig.balancer().withIdleTimeout(SHORT));
        HttpTestClient client = rig.client().send(ASKED);
        client.receive();

        client.receiveAnything();

        await().atMost(LIMIT).until(() -> node.open() == 0);
        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        awaitNobody();
    }

    @Test
    void aDrainingNodeKeepsItAndADisabledOneDoesNot() throws IOException {
        FaultyBackend node = rig.serveRaw(agreeing(""));
        HttpTestClient client = rig.client().send(ASKED);
        client.receive();

        TestBalancer draining = rig.change(rig.balancer().withCondition(0, Condition.DRAINING));
        client.send("still there");
        assertThat(client.receive(11)).isEqualTo("still there");
        rig.change(draining.withCondition(0, Condition.DISABLED));

        client.receiveAnything();
        await().atMost(LIMIT).until(() -> node.open() == 0);
        awaitNobody();
    }

    @Test
    void itsOctetsAreCountedAsTheyPass() throws IOException {
        rig.serveRaw(agreeing(""));
        HttpTestClient client = rig.client().send(ASKED);
        client.receive();

        client.send("x".repeat(50_000));
        client.receive(50_000);

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(rig.host().traffic(rig.balancer()).bytesIn()).isEqualTo(50_000 + ASKED.length());
            assertThat(rig.host().traffic(rig.balancer()).bytesOut()).isBetween(50_100L, 50_300L);
        });
    }

    private void awaitNobody() {
        await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
    }

    private static void send(HttpTestClient client, String text) {
        try {
            client.send(text);
        } catch (IOException cut) {
            throw new IllegalStateException(cut);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
