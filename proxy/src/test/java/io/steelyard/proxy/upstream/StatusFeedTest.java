package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.ProxyFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusFeedTest {
    private static final LoadBalancerId BALANCER = new LoadBalancerId(3);
    private static final int FLAPS = 10_000;

    private record Said(boolean complete, List<NodeReport> reports, Set<NodeId> undecided) {
        Said(boolean complete, List<NodeReport> reports) {
            this(complete, reports, Set.of());
        }
    }

    private final AtomicLong now = new AtomicLong();
    private final StatusFeed feed = new StatusFeed(now::get);
    private final NodeState node = node(1);
    private final List<Said> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        feed.tellTo((complete, reports, undecided) -> said.add(new Said(complete, reports, undecided)));
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void anEdgeIsToldWithItsReason() {
        fail(node);

        await().until(() -> !said.isEmpty());
        assertThat(said).containsExactly(new Said(false, List.of(offline(node))));
    }

    @Test
    void edgesThatComeTogetherAreToldTogether() {
        NodeState other = node(2);
        fail(node);
        fail(other);

        await().until(() ->
                said.stream().mapToInt(each -> each.reports().size()).sum() == 2);
        assertThat(said).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void everyOfflineNodeIsToldWhenAskedFor() {
        NodeState good = node(2);
        fail(node);
        fail(good);
        await().until(() ->
                said.stream().mapToInt(each -> each.reports().size()).sum() == 2);
        good.succeeded(good.era());
        now.addAndGet(StatusFeed.LONGEST_PAUSE.toNanos());
        await().until(() ->
                said.stream().anyMatch(each -> each.reports().stream().anyMatch(r -> !r.hasFailed())));
        said.clear();

        feed.tellAll(() -> true, Set::of);

        await().until(() -> !said.isEmpty());
        assertThat(said).containsExactly(new Said(true, List.of(offline(node))));
    }

    @Test
    void everythingIsToldOnlyWhenItIsKnown() {
        AtomicInteger asked = new AtomicInteger();

        feed.tellAll(() -> asked.incrementAndGet() == 3, Set::of);

        await().until(() -> !said.isEmpty());
        assertThat(asked).hasValue(3);
    }

    @Test
    void ofANodeThatIsNotKnownYetEverythingIsToldAsSoonAsItIs() {
        NodeState held = new NodeState(
                new NodeId(5),
                Availability.HELD,
                HealthLimits.DEFAULT,
                now::get,
                changed -> feed.changed(BALANCER, changed));
        feed.tellAll(() -> true, () -> Set.of(held.id()));
        await().until(() -> said.equals(List.of(new Said(true, List.of(), Set.of(held.id())))));
        said.clear();

        held.passed(held.era());

        await().until(() -> !said.isEmpty());
        assertThat(said).containsExactly(new Said(false, List.of(offline(held).online())));
    }

    @Test
    void aNodeThatComesAndGoesIsNotToldEachTime() {
        fail(node);
        await().until(() -> said.size() == 1);

        for (int i = 0; i < FLAPS; i++) {
            node.succeeded(node.era());
            fail(node);
        }
        node.succeeded(node.era());
        feed.tellAll(() -> true, Set::of);

        // Time has not moved: after the first edge its pause is not over.
        await().until(() -> said.stream().anyMatch(Said::complete));
        assertThat(said).hasSize(2);
    }

    @Test
    void whatANodeIsAfterItsPauseIsTold() {
        fail(node);
        await().until(() -> said.size() == 1);
        node.succeeded(node.era());

        now.addAndGet(StatusFeed.FIRST_PAUSE.toNanos());

        await().until(() -> said.size() == 2);
        assertThat(said.getLast().reports()).containsExactly(offline(node).online());
    }

    @Test
    void aNodeThatGoesWhileOfflineIsForgottenAsOnline() {
        fail(node);
        await().until(() -> said.size() == 1);
        node.setRevoked(true);

        feed.gone(node);

        await().until(() -> said.size() == 2);
        assertThat(said.getLast().reports()).containsExactly(offline(node).online());
    }

    @Test
    void ofADisabledNodeNothingIsTold() {
        node.setRevoked(true);
        fail(node);
        NodeState other = node(2);
        fail(other);

        await().until(() -> !said.isEmpty());
        assertThat(said).containsExactly(new Said(false, List.of(offline(other))));
    }

    private NodeState node(int id) {
        return new NodeState(
                new NodeId(id),
                Availability.ONLINE,
                HealthLimits.DEFAULT,
                now::get,
                changed -> feed.changed(BALANCER, changed));
    }

    private static void fail(NodeState node) {
        for (int i = 0; i < HealthLimits.DEFAULT.strikes(); i++) {
            node.failed(node.era(), ProxyFailure.NODE_UNAVAILABLE);
        }
    }

    private static NodeReport offline(NodeState node) {
        return new NodeReport(BALANCER, node.id(), Optional.of(Outage.inTraffic(NodeFailure.UNAVAILABLE)));
    }
}
