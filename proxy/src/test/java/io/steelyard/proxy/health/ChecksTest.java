package io.steelyard.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.NodeWatcher;
import io.steelyard.proxy.upstream.Target;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When nodes are checked, by a clock that the test sets. */
class ChecksTest {
    private static final LoadBalancerId BALANCER = new LoadBalancerId(1);
    private static final LoadBalancerId OTHER = new LoadBalancerId(2);
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMillis(500);

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 7);
    private final Sockets sockets = Sockets.open(Transport.NIO, 2);
    private final Loops loops = Loops.start(sockets, Ticker.systemTicker());
    private final List<AutoCloseable> owned = new ArrayList<>();
    private Checks checks = new Checks(loops, time::get, new CheckLimits(100, 100));

    @AfterEach
    void stop() throws Exception {
        checks.close();
        sockets.close();
        for (AutoCloseable each : owned) {
            each.close();
        }
    }

    @Test
    void aNodeIsCheckedWhenItComesAndThenOnceInEachDelay() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        watch(node(1), backend, 3);
        checks.tick();
        await().until(() -> backend.accepted() == 1);

        // Its place within the delay is its own, so the second check may come sooner.
        advanceToNextCheck();
        await().until(() -> backend.accepted() == 2);
        for (int check = 3; check < 6; check++) {
            advance(DELAY.minusNanos(1));
            assertThat(backend.accepted()).isEqualTo(check - 1);
            advance(Duration.ofNanos(1));
            int expected = check;
            await().until(() -> backend.accepted() == expected);
            finish();
        }
    }

    @Test
    void aCheckIsOverExactlyWhenItsTimeIs() throws IOException {
        NodeState node = node(1);
        watch(node, own(FaultyBackend.hanging()), 1);
        checks.tick();

        advance(TIMEOUT.minusNanos(1));
        assertThat(node.availability()).isEqualTo(Availability.HELD);
        advance(Duration.ofNanos(1));

        awaitAvailability(node, Availability.OFFLINE);
        assertThat(node.cause()).map(Outage::failure).contains(NodeFailure.CHECK_TIMED_OUT);
    }

    @Test
    void anOnlineNodeGoesOfflineAtTheLastOfItsAttemptsAndBackAtTheFirstSuccess() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        watch(node, backend, 3);
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);

        backend.stop();
        for (int failed = 1; failed < 3; failed++) {
            advanceToNextCheck();
            assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        }
        advanceToNextCheck();
        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
        assertThat(node.cause()).map(Outage::failure).contains(NodeFailure.CONNECT_REFUSED);

        backend.start();
        int before = backend.accepted();
        advanceToNextCheck();
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
        await().until(() -> backend.accepted() == before + 1);
    }

    @Test
    void anOfflineNodeComesBackAfterAsManySuccessesInARowAsItsMonitorWants() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        HealthMonitor slow = new HealthMonitor(new Check.Connect(), DELAY, TIMEOUT, 1, 3, Optional.empty());
        checks.watch(BALANCER, target(node, backend), slow, Optional.empty());
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);
        backend.stop();
        advanceToNextCheck();
        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);

        backend.start();
        for (int passed = 1; passed < 3; passed++) {
            advanceToNextCheck();
            assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
        }
        advanceToNextCheck();

        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
    }

    @Test
    void failuresCountInARowOnly() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        watch(node, backend, 2);
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);

        for (int round = 0; round < 3; round++) {
            backend.stop();
            advanceToNextCheck();
            assertThat(node.cause()).isPresent();
            backend.start();
            advanceToNextCheck();
            assertThat(node.cause()).isEmpty();
        }

        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
    }

    @Test
    void aNodeThatFailsItsFirstCheckIsOfflineAtOnce() throws IOException {
        NodeState node = node(1);
        watch(node, own(FaultyBackend.refusing()), 10);

        checks.tick();

        awaitAvailability(node, Availability.OFFLINE);
    }

    @Test
    void trafficSaysNothingOfANodeThatIsChecked() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        watch(node, backend, 1);
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);

        for (int strike = 0; strike < 5; strike++) {
            node.failed(node.era(), ProxyFailure.NODE_UNAVAILABLE);
        }
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);

        backend.stop();
        advanceUntilOffline(node);
        node.succeeded(node.era());
        assertThat(node.isBarred()).isTrue();
        assertThat(node.takeProbe()).isFalse();
    }

    @Test
    void whatTheProcessSleptBlamesNobody() throws IOException {
        FaultyBackend hanging = own(FaultyBackend.hanging());
        NodeState node = node(1);
        watch(node, hanging, 1);
        checks.tick();

        time.addAndGet(Duration.ofHours(1).toNanos());
        checks.tick();

        assertThat(settled(node)).isEqualTo(Availability.HELD);
        advance(TIMEOUT);
        awaitAvailability(node, Availability.OFFLINE);
    }

    @Test
    void aNodeThatIsForgottenIsNotCheckedAndItsTrafficCountsAgain() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        watch(node, backend, 1);
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);

        checks.forget(node);
        advance(DELAY.multipliedBy(3));

        assertThat(backend.accepted()).isEqualTo(1);
        for (int strike = 0; strike < 3; strike++) {
            node.failed(node.era(), ProxyFailure.NODE_UNAVAILABLE);
        }
        assertThat(node.availability()).isEqualTo(Availability.OFFLINE);
    }

    @Test
    void anotherMonitorCountsAnew() throws IOException {
        FaultyBackend backend = own(FaultyBackend.echoing());
        NodeState node = node(1);
        watch(node, backend, 2);
        checks.tick();
        awaitAvailability(node, Availability.ONLINE);
        backend.stop();
        advanceToNextCheck();
        assertThat(node.cause()).isPresent();

        watch(node, backend, 3);
        assertThat(node.cause()).isEmpty();
        checks.tick();
        finish();

        assertThat(node.cause()).isPresent();
        assertThat(node.availability()).isEqualTo(Availability.ONLINE);
    }

    @Test
    void nodesAreCheckedEvenlyOverTheDelay() throws IOException {
        FaultyBackend backend = own(FaultyBackend.serving((_, _) -> {}));
        checks = new Checks(loops, time::get, new CheckLimits(1_000, 1_000));
        for (int id = 1; id <= 5_000; id++) {
            watch(node(id), backend, 1);
        }
        for (int slot = 0; slot < 40; slot++) {
            advanceAndFinish(STEP);
        }

        IntSummaryStatistics perSlot = new IntSummaryStatistics();
        for (int slot = 0; slot < DELAY.dividedBy(STEP); slot++) {
            long before = checks.begun();
            advanceAndFinish(STEP);
            perSlot.accept(Math.toIntExact(checks.begun() - before));
        }

        assertThat(perSlot.getSum()).isEqualTo(5_000);
        assertThat(perSlot.getMin()).isGreaterThanOrEqualTo(245);
        assertThat(perSlot.getMax()).isLessThanOrEqualTo(255);
    }

    @Test
    void aBoundedNumberIsUnderWayAndNoBalancerHasAllOfIt() throws IOException {
        checks = new Checks(loops, time::get, new CheckLimits(3, 2));
        FaultyBackend hanging = own(FaultyBackend.hanging());
        FaultyBackend good = own(FaultyBackend.echoing());
        for (int id = 1; id <= 5; id++) {
            watch(node(id), hanging, 1);
        }
        NodeState ofOther = node(9);
        checks.watch(OTHER, target(ofOther, good), monitor(1), Optional.empty());

        checks.tick();
        advance(STEP);

        awaitAvailability(ofOther, Availability.ONLINE);
        await().until(() -> sockets.openSockets() == 2);
    }

    /** To the very moment when a check is to begin, and until it is over. */
    private void advanceToNextCheck() {
        finish();
        advance(Duration.ofNanos(checks.tick()));
        finish();
    }

    private void advanceUntilOffline(NodeState node) {
        while (node.availability() == Availability.ONLINE) {
            advanceToNextCheck();
        }
    }

    private void advanceAndFinish(Duration duration) {
        advance(duration);
        finish();
    }

    private void finish() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            checks.tick();
            return checks.underWay() == 0;
        });
    }

    /** In steps that are no stall. */
    private void advance(Duration duration) {
        long left = duration.toNanos();
        while (left > 0) {
            long step = Math.min(left, STEP.toNanos());
            time.addAndGet(step);
            checks.tick();
            left -= step;
        }
    }

    private void awaitAvailability(NodeState node, Availability wanted) {
        await().until(() -> settled(node) == wanted);
    }

    private Availability settled(NodeState node) {
        checks.tick();
        return node.availability();
    }

    private void watch(NodeState node, FaultyBackend backend, int attempts) {
        checks.watch(BALANCER, target(node, backend), monitor(attempts), Optional.empty());
    }

    private static HealthMonitor monitor(int attempts) {
        return new HealthMonitor(new Check.Connect(), DELAY, TIMEOUT, attempts);
    }

    private static Target target(NodeState node, FaultyBackend backend) {
        return new Target(node, backend.address(), Weight.ONE);
    }

    private NodeState node(int id) {
        return new NodeState(new NodeId(id), Availability.HELD, HealthLimits.DEFAULT, time::get, NodeWatcher.NONE);
    }

    private FaultyBackend own(FaultyBackend backend) {
        owned.add(backend);
        return backend;
    }
}
