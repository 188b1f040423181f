package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No node has more requests to answer than it may, and clients wait in a fair queue. */
class CircuitLimitTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int QUEUE = 3;

    private final HttpRig rig = HttpRig.start(Transport.NIO);
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final HttpNode node = HttpNode.answering(_ -> {
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            if (!answers.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nobody let it answer");
            }
        } catch (InterruptedException ending) {
            throw new IOException(ending);
        } finally {
            atOnce.decrementAndGet();
        }
        return HttpNode.keep(HttpNode.okay("fine"));
    });

    CircuitLimitTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        answers.release(1_000);
        rig.close();
    }

    @Test
    void whatANodeHasNoRoomForWaitsInTheOrderInWhichItCame() throws IOException {
        serve(Duration.ofSeconds(60));
        HttpTestClient first = rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);
        List<HttpTestClient> others = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            others.add(rig.client().get("/" + i));
            awaitQueued(i + 1);
        }

        assertThat(node.requests()).hasSize(1);
        answers.release(1 + QUEUE);

        assertThat(first.receive().status()).isEqualTo(200);
        for (HttpTestClient other : others) {
            assertThat(other.receive().status()).isEqualTo(200);
        }
        assertThat(node.requests())
                .extracting(Received::firstLine)
                .containsExactly(line("/first"), line("/0"), line("/1"), line("/2"));
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void beyondTheQueueClientsGetTheErrorPageAtOnce() throws IOException {
        serve(Duration.ofSeconds(60));
        rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);
        for (int i = 0; i < QUEUE; i++) {
            rig.client().get("/" + i);
            awaitQueued(i + 1);
        }

        Received refused = rig.client().get("/late").receive();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.content()).isEqualTo("sorry");
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void whoWaitsForTooLongGetsTheErrorPage() throws IOException {
        serve(Duration.ofMillis(200));
        HttpTestClient first = rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);

        HttpTestClient late = rig.client();
        Received refused = late.get("/late").receive();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.content()).isEqualTo("sorry");
        answers.release(2);
        assertThat(first.receive().status()).isEqualTo(200);
        assertThat(late.get("/again").receive().status()).isEqualTo(200);
    }

    @Test
    void aRequestOfHttp2WaitsNoLonger() throws IOException {
        serve(Duration.ofMillis(200));
        rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);
        Http2TestClient late = rig.own(Http2TestClient.open(rig.balancer().connect()));

        Http2TestClient.Answer refused = late.get(1, "/late").answer(1);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.content()).isEqualTo("sorry");
    }

    @Test
    void whoBreaksOffInTheQueueIsNotServed() throws IOException {
        serve(Duration.ofSeconds(60));
        HttpTestClient first = rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);
        HttpTestClient gone = rig.client().get("/gone");
        awaitQueued(1);
        HttpTestClient next = rig.client().get("/next");
        awaitQueued(2);

        gone.socket().setSoLinger(true, 0);
        gone.close();
        awaitQueued(1);
        answers.release(3);

        assertThat(first.receive().status()).isEqualTo(200);
        assertThat(next.receive().status()).isEqualTo(200);
        assertThat(node.requests()).extracting(Received::firstLine).containsExactly(line("/first"), line("/next"));
    }

    @Test
    void switchedOffTheQueueIsServedAtOnce() throws IOException {
        serve(Duration.ofSeconds(60));
        rig.client().get("/first");
        HttpRig.awaitRequests(node, 1);
        rig.client().get("/second");
        awaitQueued(1);

        rig.change(rig.balancer().withPolicy(policy -> policy.withOptions(TrafficOptions.NONE)));

        HttpRig.awaitRequests(node, 2);
    }

    private static String line(String path) {
        return "GET " + path + " HTTP/1.1";
    }

    private void awaitQueued(int wanted) {
        await().atMost(LIMIT).until(() -> rig.host().queued(rig.balancer()) == wanted);
    }

    private void serve(Duration queueTime) {
        rig.serve(node);
        rig.change(rig.balancer()
                .withPolicy(policy -> policy.withErrorPage(Optional.of(new ErrorPage("sorry")))
                        .withOptions(TrafficOptions.NONE.with(new CircuitLimit(1, QUEUE, queueTime)))));
    }
}
