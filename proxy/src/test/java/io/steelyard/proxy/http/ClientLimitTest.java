package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may take, and what it is told when it takes more. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class ClientLimitTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pace PACE = new Pace(1_000, 1_000, Duration.ofSeconds(1));
    private static final HttpLimits LIMITS = HttpLimits.DEFAULT
            .withHead(new HeadLimits(1_000, 200, 4))
            .withPace(PACE)
            .withRequests(3);

    private final HttpRig rig;

    ClientLimitTest(Transport transport) {
        rig = HttpRig.start(transport, TestHost.LIMITS.withHttp(LIMITS).withClientsPerListener(2));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aRequestLineOfMoreIsAnswered414() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));

        assertThat(rig.client().get("/" + "x".repeat(180)).receive().status()).isEqualTo(200);
        assertThat(rig.client().get("/" + "x".repeat(200)).receive().status()).isEqualTo(414);

        assertThat(node.requests()).hasSize(1);
        assertThat(rig.host().traffic(rig.balancer()).refusedRequests()).isOne();
    }

    @Test
    void aHeadOfMoreIsAnswered431() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));

        assertThat(ask("A: " + "x".repeat(900) + "\r\n")).isEqualTo(200);
        assertThat(ask("A: " + "x".repeat(1_000) + "\r\n")).isEqualTo(431);

        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void moreFieldsAreAnswered431() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));

        assertThat(ask("A: b\r\n".repeat(3))).isEqualTo(200);
        assertThat(ask("A: b\r\n".repeat(4))).isEqualTo(431);

        assertThat(node.requests()).hasSize(1);
    }

    private int ask(String fields) throws IOException {
        try (HttpTestClient client = rig.client()) {
            return client.send("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n")
                    .receive()
                    .status();
        }
    }

    @Test
    void theLastRequestOfAConnectionIsAnsweredWithItsEnd() throws IOException {
        rig.serve(HttpNode.ok("in"));
        HttpTestClient client = rig.client();

        assertThat(client.get("/").receive().fields("connection")).isEmpty();
        assertThat(client.get("/").receive().fields("connection")).isEmpty();
        assertThat(client.get("/").receive().fields("connection")).containsExactly("close");

        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void oneClientTooManyIsClosedUntilAnotherHasGone() throws IOException {
        rig.serve(HttpNode.ok("in"));
        HttpTestClient first = rig.client();
        assertThat(first.get("/").receive().status()).isEqualTo(200);
        assertThat(rig.client().get("/").receive().status()).isEqualTo(200);

        assertThat(isServed()).isFalse();
        await().atMost(LIMIT).until(() -> rig.host().traffic(rig.balancer()).refusedClients() == 1);
        first.close();

        await().atMost(LIMIT).until(() -> rig.host().connections() == 1);
        assertThat(rig.client().get("/").receive().status()).isEqualTo(200);
    }

    private boolean isServed() {
        try (HttpTestClient client = rig.client()) {
            return client.get("/").receive().status() == 200;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void contentThatTricklesIsAnswered408() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        HttpTestClient client = rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");

        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            client.send("x");
            return client.hasAnswer();
        });

        assertThat(client.receive().status()).isEqualTo(408);
        assertThat(node.requests()).isEmpty();
        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        HttpRig.awaitClosed(node);
    }

    @Test
    void aClientThatTakesItsAnswerInTricklesIsCut() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n";
        FaultyBackend node = rig.serveRaw((backend, client) -> {
            backend.send(client, head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                backend.send(client, new byte[100_000]);
            }
        });
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(rig.balancer().address());
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H');

            await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
        }

        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }
}
