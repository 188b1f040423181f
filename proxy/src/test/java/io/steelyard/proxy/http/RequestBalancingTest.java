package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The algorithms choose for each request, not for each client. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class RequestBalancingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpRig rig;

    RequestBalancingTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void weightedTurnsAreExactOverAllLoops() throws Exception {
        List<HttpNode> nodes = List.of(HttpNode.ok("a"), HttpNode.ok("b"), HttpNode.ok("c"));
        rig.serve(nodes.stream().map(HttpNode::backend).toArray(FaultyBackend[]::new));
        rig.change(rig.balancer()
                .withAlgorithm(Algorithm.WEIGHTED_ROUND_ROBIN)
                .withWeight(0, 5)
                .withWeight(1, 3)
                .withWeight(2, 2));

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(clients.submit(() -> {
                    getOneAfterAnother(20);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }

        assertThat(nodes.stream().map(node -> node.requests().size())).containsExactly(80, 48, 32);
    }

    private void getOneAfterAnother(int times) throws IOException {
        try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
            for (int i = 0; i < times; i++) {
                assertThat(client.get("/").receive().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestsGoWhereTheFewestWaitForTheirAnswer() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        HttpNode slow = HttpNode.answering(_ -> {
            awaitLatch(answer);
            return HttpNode.keep(HttpNode.okay("slow"));
        });
        HttpNode quick = HttpNode.ok("quick");
        rig.serve(slow.backend(), quick.backend());
        rig.change(rig.balancer().withAlgorithm(Algorithm.LEAST_CONNECTIONS));
        HttpTestClient waiting = rig.client();
        HttpTestClient client = rig.client();
        // Of equals, each in its turn: one of the first two goes to the slow node.
        client.get("/");
        waiting.get("/");
        HttpRig.awaitRequests(slow, 1);
        HttpRig.awaitRequests(quick, 1);

        HttpTestClient third = rig.client();
        for (int i = 0; i < 20; i++) {
            assertThat(third.get("/").receive().content()).isEqualTo("quick");
        }
        answer.countDown();
        List<String> first =
                List.of(client.receive().content(), waiting.receive().content());
        assertThat(first).containsExactlyInAnyOrder("slow", "quick");
        await().atMost(LIMIT).until(() -> "slow".equals(third.get("/").receive().content()));
    }

    /** By a refusal, a reset, half an answer, no HTTP, a 503, an answer that is too long, and a client that goes. */
    @Test
    void noWayToEndAnExchangeLeavesALoadBehind() throws Exception {
        FaultyBackend[] failing = {
            FaultyBackend.refusing(),
            HttpNode.answering(_ -> HttpNode.reset("")).backend(),
            HttpNode.answering(_ -> HttpNode.close("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"))
                    .backend(),
            HttpNode.always("220 mail.test\r\n\r\n").backend(),
            HttpNode.always("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n").backend(),
            HttpNode.always(HttpNode.okay("x") + "more").backend()
        };
        rig.serve(failing);
        TestBalancer balancer = rig.change(rig.balancer().withAlgorithm(Algorithm.LEAST_CONNECTIONS));
        for (int i = 0; i < 60; i++) {
            endOneExchange(i);
        }
        await().atMost(LIMIT).until(() -> rig.host().connections() == 0);

        List<HttpNode> waiting = new ArrayList<>();
        for (int i = 0; i < failing.length; i++) {
            waiting.add(rig.own(HttpNode.silent()));
        }
        // Disabled in between, so that what is known of the nodes' health is forgotten.
        TestBalancer steady =
                balancer.withNodes(waiting.stream().map(HttpNode::backend).toArray(FaultyBackend[]::new));
        TestBalancer disabled = steady;
        for (int i = 0; i < failing.length; i++) {
            disabled = disabled.withCondition(i, Condition.DISABLED);
        }
        rig.change(disabled);
        rig.change(steady.at(disabled.generation() + 1));
        for (int i = 0; i < 5 * failing.length; i++) {
            rig.client().get("/");
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(waiting)
                        .allSatisfy(node -> assertThat(node.requests()).hasSize(5)));
    }

    private void endOneExchange(int kind) throws IOException {
        try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
            switch (kind % 4) {
                case 0 -> client.get("/").receiveAnything();
                case 1 ->
                    client.send("POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 1\r\n\r\nx")
                            .receiveAnything();
                case 2 -> client.send("POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 1000\r\n\r\nx");
                default -> client.get("/").socket().setSoLinger(true, 0);
            }
        }
    }

    private static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nobody let the node answer");
            }
        } catch (InterruptedException ending) {
            throw new IOException(ending);
        }
    }
}
