package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class NodeReuseTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx";

    private final HttpRig rig;

    NodeReuseTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void clientsOfOneLoopShareConnections() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        for (int i = 0; i < 40; i++) {
            try (HttpTestClient client = rig.client()) {
                client.get("/").receive();
            }
        }

        // One for each event loop at most, since the requests come one after the other.
        assertThat(node.backend().accepted()).isBetween(1, 2);
    }

    @Test
    void idleConnectionIsClosedAfterFourSeconds() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        rig.client().get("/").receive();

        HttpRig.awaitClosed(node);
    }

    @Test
    void idleConnectionIsClosedBeforeTheNodeWould() throws IOException {
        HttpNode node = rig.serve(
                HttpNode.always("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1, max=9\r\nContent-Length: 0\r\n\r\n"));

        Received answer = rig.client().get("/").receive();

        assertThat(answer.fields("keep-alive")).isEmpty();
        await().atMost(LIMIT).until(() -> node.backend().open() == 0);
    }

    @Test
    void burstLeavesFewIdleConnections() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        List<HttpTestClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(rig.client());
        }

        for (HttpTestClient client : clients) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
        }
        await().atMost(LIMIT).until(() -> node.backend().open() == 100);
        for (HttpTestClient client : clients) {
            client.send("x").receive();
        }

        await().atMost(LIMIT).until(() -> node.backend().open() <= 32);
    }

    @Test
    void disabledNodeKeepsNoIdleConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        rig.client().get("/").receive();

        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));

        HttpRig.awaitClosed(node);
        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
    }

    @Test
    void removedBalancerKeepsNoIdleConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        HttpTestClient client = rig.client();
        client.get("/").receive();

        rig.host().converge(rig.balancer().absent());

        HttpRig.awaitClosed(node);
        await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
    }

    @Test
    void idleConnectionsAreNoClients() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        try (HttpTestClient client = rig.client()) {
            client.get("/").receive();
        }

        await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
        assertThat(node.backend().open()).isEqualTo(1);
    }

    @Test
    void connectionThatTheNodeClosesBetweenRequestsCostsNothing() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(_ -> HttpNode.close(HttpNode.okay("hello"))));
        HttpTestClient client = rig.client();

        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/").receive().status()).isEqualTo(200);
            HttpRig.awaitClosed(node);
            assertThat(client.send(POST).receive().status()).isEqualTo(200);
            HttpRig.awaitClosed(node);
        }
    }

    @Test
    void idempotentRequestSurvivesAConnectionThatDiesUnderIt() throws IOException {
        HttpNode node = rig.serve(
                HttpNode.answering(HttpNode.everySecond(HttpNode.keep(HttpNode.okay("hello")), HttpNode.close(""))));
        HttpTestClient client = rig.client();

        for (int i = 0; i < 10; i++) {
            assertThat(client.get("/").receive().content()).isEqualTo("hello");
        }

        assertThat(node.requests()).hasSizeGreaterThan(10);
    }

    @Test
    void connectionIsNotUsedAgainAfterSilenceForWhatMustNotBeSentTwice() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        HttpTestClient client = rig.client();
        client.get("/").receive();
        long asked = System.nanoTime();

        await().pollInterval(Duration.ofMillis(50))
                .atMost(LIMIT)
                .until(() ->
                        System.nanoTime() - asked > Duration.ofMillis(1_300).toNanos());
        client.send(POST).receive();

        assertThat(node.backend().accepted()).isEqualTo(2);
    }

    @Test
    void connectionIsUsedAgainAtOnceForWhatMustNotBeSentTwice() throws IOException {
        FaultyBackend node = rig.serve(HttpNode.ok("hello")).backend();
        HttpTestClient client = rig.client();

        for (int i = 0; i < 20; i++) {
            client.send(POST).receive();
        }

        assertThat(node.accepted()).isEqualTo(1);
    }
}
