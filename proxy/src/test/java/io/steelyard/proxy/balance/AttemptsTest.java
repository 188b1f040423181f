package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {
    @Test
    void eachNodeIsTriedOnce() {
        assertThat(tried(route(5), new Attempts(0))).doesNotHaveDuplicates().hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewNodesAreTriedThreeTimesInAllAndInRounds(int nodes) {
        List<Integer> tried = tried(route(nodes), new Attempts(0));

        assertThat(tried).hasSize(3);
        assertThat(tried.subList(0, nodes)).doesNotHaveDuplicates();
    }

    @Test
    void everyRandomOrderTriesEachNodeOnce() {
        for (int i = 0; i < 200; i++) {
            Route route = new Route(targets(6), RandomPicker.PER_THREAD, Duration.ofSeconds(1));

            assertThat(tried(route, new Attempts(0))).doesNotHaveDuplicates().hasSize(6);
        }
    }

    @Test
    void withoutNodesThereIsNothingToTry() {
        assertThat(new Attempts(0).next(route(0), 0)).isNull();
    }

    @Test
    void afterThirtySecondsNothingIsTriedAnyMore() {
        Attempts attempts = new Attempts(0);
        long limit = Attempts.LIMIT.toNanos();

        assertThat(attempts.next(route(3), limit)).isNotNull();
        assertThat(attempts.next(route(3), limit + 1)).isNull();
    }

    @Test
    void aNodeAddedMeanwhileIsTriedToo() {
        List<Target> targets = targets(4);
        Attempts attempts = new Attempts(0);
        attempts.next(new Route(targets.subList(0, 3), new RoundRobinPicker(), Duration.ofSeconds(1)), 0);

        Route larger = new Route(targets, new RoundRobinPicker(), Duration.ofSeconds(1));

        assertThat(tried(larger, attempts)).hasSize(3).doesNotHaveDuplicates().contains(4);
    }

    private static List<Integer> tried(Route route, Attempts attempts) {
        List<Integer> tried = new ArrayList<>();
        Target next = attempts.next(route, 0);
        while (next != null) {
            tried.add(next.node().id().value());
            next = attempts.next(route, 0);
        }
        return tried;
    }

    private static Route route(int nodes) {
        return new Route(targets(nodes), new RoundRobinPicker(), Duration.ofSeconds(1));
    }

    private static List<Target> targets(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(id -> new Target(
                        new NodeState(new NodeId(id)), new InetSocketAddress(InetAddress.getLoopbackAddress(), id)))
                .toList();
    }
}
