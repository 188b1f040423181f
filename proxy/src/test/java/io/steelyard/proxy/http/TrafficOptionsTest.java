package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.traffic.OutlierEjection;
import io.steelyard.domain.traffic.RetryBudget;
import io.steelyard.domain.traffic.SlowStart;
import io.steelyard.domain.traffic.TrafficOption;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.backend.HttpFaults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the operator switches on for a balancer, seen by its clients. */
class TrafficOptionsTest {
    /** Longer than 40 requests take on a busy machine, one after the other. */
    private static final Duration EJECTION = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpRig rig = HttpRig.start(Transport.NIO);

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aNodeThatAnswersErrorsGetsNothingNewAndComesBack() throws IOException {
        HttpNode bad = rig.own(HttpNode.always("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"));
        HttpNode good = rig.own(HttpNode.ok("good"));
        rig.serve(bad.backend(), good.backend());
        switchOn(new OutlierEjection(50, Duration.ofSeconds(60), 5, EJECTION, 50));

        List<Integer> statuses = get(40);

        assertThat(statuses.stream().filter(status -> status == 500)).hasSize(5);
        assertThat(statuses.subList(10, 40)).containsOnly(200);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(get(2)).contains(500));
    }

    @Test
    void theLastNodeStaysHoweverBadItIs() throws IOException {
        HttpNode bad = rig.own(HttpNode.always("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"));
        rig.serve(bad.backend());
        switchOn(new OutlierEjection(1, Duration.ofSeconds(60), 1, Duration.ofSeconds(60), 99));

        assertThat(get(20)).containsOnly(500);
    }

    @Test
    void overTheBudgetNothingIsTriedAgain() throws IOException {
        rig.serve(FaultyBackend.refusing(), FaultyBackend.serving(HttpFaults.ok("good")));
        switchOn(new RetryBudget(0, 0));

        assertThat(get(2)).containsExactlyInAnyOrder(503, 200);
    }

    @Test
    void withinTheBudgetClientsNoticeNothing() throws IOException {
        rig.serve(FaultyBackend.refusing(), FaultyBackend.serving(HttpFaults.ok("good")));
        switchOn(new RetryBudget(100, 0));

        assertThat(get(20)).containsOnly(200);
    }

    @Test
    void aNodeThatComesGetsASmallShareAtFirstAndItsWholeShareInTheEnd() throws IOException {
        SlowStart slowStart = new SlowStart(Duration.ofSeconds(3));
        rig.serve(
                rig.own(HttpNode.ok("old")).backend(),
                rig.own(HttpNode.ok("older")).backend());
        switchOn(slowStart);
        awaitPassed(slowStart.window());

        HttpNode fresh = rig.own(HttpNode.ok("fresh"));
        rig.change(rig.balancer().withMoreNodes(fresh.backend()));
        get(30);
        assertThat(fresh.requests().size()).isLessThan(10);
        awaitPassed(slowStart.window());
        int before = fresh.requests().size();
        get(30);

        assertThat(fresh.requests().size() - before).isEqualTo(10);
    }

    /** As long as that has passed since now. */
    private static void awaitPassed(Duration time) {
        long from = System.nanoTime();
        await().atMost(LIMIT).until(() -> System.nanoTime() - from > time.toNanos());
    }

    @Test
    void ofTwoChoicesTheOneWithLessToDoIsTaken() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        HttpNode slow = rig.own(HttpNode.answering(_ -> {
            awaitLatch(answer);
            return HttpNode.keep(HttpNode.okay("slow"));
        }));
        HttpNode quick = rig.own(HttpNode.ok("quick"));
        rig.serve(slow.backend(), quick.backend());
        rig.change(rig.balancer().withAlgorithm(Algorithm.POWER_OF_TWO_CHOICES));
        List<HttpTestClient> waiting = new ArrayList<>();
        while (slow.requests().isEmpty()) {
            waiting.add(rig.client().get("/"));
            await().atMost(LIMIT)
                    .until(() -> slow.requests().size() + quick.requests().size() == waiting.size());
        }

        get(50);

        assertThat(slow.requests()).hasSize(1);
        answer.countDown();
    }

    private static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nobody let it answer");
            }
        } catch (InterruptedException ending) {
            throw new IOException(ending);
        }
    }

    private void switchOn(TrafficOption option) {
        rig.change(with(rig.balancer(), option));
    }

    private static TestBalancer with(TestBalancer balancer, TrafficOption option) {
        return balancer.withPolicy(policy -> policy.withOptions(TrafficOptions.NONE.with(option)));
    }

    private List<Integer> get(int times) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(rig.client().get("/").receive().status());
        }
        return statuses;
    }
}
