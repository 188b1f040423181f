package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.ProxyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeStateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Monotonic time may begin anywhere, below zero too. */
    private long now = -30 * SECOND;

    private final List<Availability> edges = new ArrayList<>();
    private final NodeState node = starting(Availability.ONLINE);

    @Test
    void threeFailuresInARowTakeItOffline() {
        fail(2);
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);

        fail(1);

        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
        assertThat(node.since()).isEqualTo(now);
        assertThat(node.cause()).contains(Outage.inTraffic(NodeFailure.UNAVAILABLE));
        assertThat(edges).containsExactly(Availability.OFFLINE);
    }

    @Test
    void aSuccessBetweenFailuresBeginsANewRow() {
        for (int i = 0; i < 10; i++) {
            fail(2);
            node.succeeded(node.era());
        }

        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        assertThat(node.cause()).isEmpty();
        assertThat(edges).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ProxyFailure.class)
    void onlyWhatTheNodeDidCounts(ProxyFailure failure) {
        IntStream.range(0, 3).forEach(_ -> node.failed(node.era(), failure));

        assertThat(node.availability() == Availability.OFFLINE)
                .isEqualTo(failure.ofNode().isPresent());
    }

    @Test
    void whatBeganBeforeItFailedDoesNotBringItBack() {
        int before = node.era();
        fail(3);

        node.succeeded(before);

        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void whatBeganBeforeItCameBackDoesNotCountAgainstIt() {
        fail(3);
        int failing = node.era();
        node.succeeded(failing);

        IntStream.range(0, 3).forEach(_ -> node.failed(failing, ProxyFailure.NO_ANSWER));

        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        assertThat(edges).containsExactly(Availability.OFFLINE, Availability.ONLINE);
    }

    @Test
    void itIsLeftAloneForAMinuteThenProbedOncePerInterval() {
        fail(3);

        now += 60 * SECOND - 1;
        assertThat(node.takeProbe()).isFalse();
        now += 1;
        assertThat(node.takeProbe()).isTrue();
        assertThat(node.takeProbe()).isFalse();
        now += 15 * SECOND - 1;
        assertThat(node.takeProbe()).isFalse();
        now += 1;
        assertThat(node.takeProbe()).isTrue();
    }

    @Test
    void aNodeThatIsOnlineNeedsNoProbe() {
        now += 1_000 * SECOND;

        assertThat(node.takeProbe()).isFalse();
    }

    @Test
    void oneOfManyThreadsGetsTheProbe() throws InterruptedException {
        fail(3);
        now += 60 * SECOND;
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 16)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    awaitQuietly(go);
                    taken.addAndGet(node.takeProbe() ? 1 : 0);
                }))
                .toList();

        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(1);
    }

    @Test
    void strikesOfManyThreadsMakeOneEdge() throws InterruptedException {
        int era = node.era();
        List<Thread> threads = IntStream.range(0, 32)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> node.failed(era, ProxyFailure.NODE_RESET)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(edges).containsExactly(Availability.OFFLINE);
    }

    @Test
    void aConnectionDisprovesWhatKeptConnectionsFromBeingMade() {
        IntStream.range(0, 3).forEach(_ -> node.failed(node.era(), ProxyFailure.CONNECT_REFUSED));

        node.connectable(node.era());
        fail(2);

        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
    }

    @Test
    void aConnectionPutsANodeThatAnswersBadlyOnTrial() {
        fail(3);

        node.connectable(node.era());
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        fail(1);

        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void aConnectionDoesNotClearStrikesForBadAnswers() {
        fail(2);
        node.connectable(node.era());
        fail(1);

        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void aNewNodeThatCannotBeReachedIsOfflineAtOnceAndLookedAtSoonAgain() {
        NodeState added = starting(Availability.HELD);

        added.unreachable(added.era(), NodeFailure.CONNECT_REFUSED);

        assertThat(added.availability()).isEqualTo(Availability.OFFLINE);
        now += 15 * SECOND;
        assertThat(added.takeProbe()).isTrue();
    }

    @Test
    void aNewNodeThatCanBeReachedIsOnline() {
        NodeState added = starting(Availability.HELD);

        added.connectable(added.era());

        assertThat(added.availability()).isEqualTo(Availability.ONLINE);
        assertThat(edges).containsExactly(Availability.ONLINE);
    }

    @Test
    void aKnownNodeIsStruckByAProbeAsByAnything() {
        node.succeeded(node.era());

        IntStream.range(0, 2).forEach(_ -> node.unreachable(node.era(), NodeFailure.CONNECT_TIMED_OUT));
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        node.unreachable(node.era(), NodeFailure.CONNECT_TIMED_OUT);

        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void aNodeThatIsEnabledAgainIsLikeANewOne() {
        int before = node.era();
        fail(3);
        node.setRevoked(true);

        node.setRevoked(false);
        node.renew(Availability.HELD);
        node.succeeded(before);

        assertThat(node.availability()).isEqualTo(Availability.HELD);
        assertThat(node.cause()).isEmpty();
    }

    @Test
    void trafficShowsUntilItIsAskedFor() {
        node.succeeded(node.era());

        assertThat(node.wasBusy()).isTrue();
        assertThat(node.wasBusy()).isFalse();
    }

    private NodeState starting(Availability first) {
        return new NodeState(
                new NodeId(7), first, HealthLimits.DEFAULT, () -> now, changed -> edges.add(changed.availability()));
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(_ -> node.failed(node.era(), ProxyFailure.NODE_UNAVAILABLE));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
