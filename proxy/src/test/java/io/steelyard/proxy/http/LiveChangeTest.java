package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests notice of changes that are made under them: nothing, where the change promises that. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class LiveChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CHANGES = 60;

    private final HttpRig rig;

    LiveChangeTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void conditionsChangeUnderLoadWithoutAFailure() throws Exception {
        serve(3);
        Condition[] conditions = {Condition.DRAINING, Condition.DISABLED, Condition.ENABLED};

        assertNoneFails(change -> rig.balancer().withCondition(1 + change / 3 % 2, conditions[change % 3]));
    }

    @Test
    void nodesComeAndGoUnderLoadWithoutAFailure() throws Exception {
        serve(3);
        TestBalancer all = rig.balancer();

        assertNoneFails(change ->
                (change % 2 == 0 ? all.withoutNode(1 + change / 2 % 2) : all).at(all.generation() + 1 + change));
    }

    @Test
    void algorithmsAndWeightsChangeUnderLoadWithoutAFailure() throws Exception {
        serve(3);
        Algorithm[] algorithms = Algorithm.values();

        assertNoneFails(change -> change % 2 == 0
                ? rig.balancer().withAlgorithm(algorithms[change / 2 % algorithms.length])
                : rig.balancer().withWeight(change % 3, 1 + change * 7 % 100));
    }

    @Test
    void thePortChangesUnderLoadWithoutAFailure() throws Exception {
        serve(2);

        assertNoneFails(_ -> rig.balancer().withAddress(TestBalancer.freeAddress()));
    }

    @Test
    void theNextRequestOfAClientLeavesADrainingNodeWhoseIdleConnectionsAreClosed() throws IOException {
        HttpNode a = HttpNode.ok("a");
        HttpNode b = HttpNode.ok("b");
        rig.serve(a.backend(), b.backend());
        HttpTestClient client = rig.client();
        assertThat(client.get("/").receive().content()).isEqualTo("a");

        rig.change(rig.balancer().withCondition(0, Condition.DRAINING));

        HttpRig.awaitClosed(a);
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/").receive().content()).isEqualTo("b");
        }
    }

    @Test
    void anExchangeThatADrainingNodeHasBegunIsFinishedThere() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        HttpNode a = HttpNode.answering(_ -> {
            awaitLatch(answer);
            return HttpNode.keep(HttpNode.okay("a"));
        });
        HttpNode b = HttpNode.ok("b");
        rig.serve(a.backend(), b.backend());
        HttpTestClient client = rig.client();
        client.get("/");
        HttpRig.awaitRequests(a, 1);

        rig.change(rig.balancer().withCondition(0, Condition.DRAINING));
        answer.countDown();

        assertThat(client.receive().content()).isEqualTo("a");
        assertThat(client.get("/").receive().content()).isEqualTo("b");
        HttpRig.awaitClosed(a);
    }

    @Test
    void aRequestThatMustNotBeSentTwiceIsAnsweredWhenItsNodeIsDisabled() throws IOException {
        HttpNode a = HttpNode.silent();
        HttpNode b = HttpNode.ok("b");
        rig.serve(a.backend(), b.backend());
        HttpTestClient client = rig.client();
        client.send("POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 1\r\n\r\nx");
        HttpRig.awaitRequests(a, 1);

        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));

        assertThat(client.receive().status()).isEqualTo(503);
        assertThat(client.get("/").receive().content()).isEqualTo("b");
        assertThat(b.requests()).hasSize(1);
    }

    @Test
    void withoutEndpointsClientsGetTheErrorPageAndAreServedAgainLater() throws IOException {
        HttpNode waiting = HttpNode.silent();
        rig.serve(waiting.backend());
        TestBalancer before = rig.balancer();
        HttpTestClient client = rig.client();
        client.get("/");
        HttpRig.awaitRequests(waiting, 1);

        TestBalancer suspended = rig.change(before.withoutNode(0));

        assertThat(client.receive().status()).isEqualTo(503);
        assertThat(client.get("/").receive().status()).isEqualTo(503);
        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
        HttpNode again = HttpNode.ok("again");
        try (again) {
            rig.change(suspended.withNodes(again.backend()));
            assertThat(client.get("/").receive().content()).isEqualTo("again");
        }
    }

    private void serve(int nodes) throws IOException {
        FaultyBackend[] backends = new FaultyBackend[nodes];
        for (int i = 0; i < nodes; i++) {
            backends[i] = HttpNode.ok("node " + i).backend();
        }
        rig.serve(backends);
    }

    private interface Step {
        TestBalancer change(int number);
    }

    /** Clients that send one request after another on kept connections, and never send one again. */
    private void assertNoneFails(Step step) throws Exception {
        try (SteadyClients clients = SteadyClients.start(6, rig::balancer)) {
            for (int i = 0; i < CHANGES; i++) {
                int number = i;
                clients.whileNoneConnects(() -> rig.change(step.change(number)));
                clients.awaitAnswers(20);
            }
            assertThat(clients.finish()).isEmpty();
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
