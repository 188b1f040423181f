package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.frontend.Policy;
import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.throttle.Clients;
import io.steelyard.proxy.upstream.Target;
import java.util.ArrayList;
import java.util.List;
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
            Route route = route(Algorithm.RANDOM, Targets.equal(6));

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
        List<Target> targets = Targets.equal(4);
        Attempts attempts = new Attempts(0);
        attempts.next(route(Algorithm.ROUND_ROBIN, targets.subList(0, 3)), 0);

        Route larger = route(Algorithm.ROUND_ROBIN, targets);

        assertThat(tried(larger, attempts)).hasSize(3).doesNotHaveDuplicates().contains(4);
    }

    @Test
    void whatMayHaveHadAnEffectGoesToNoNodeTwice() {
        Route route = route(3);
        Attempts attempts = new Attempts(0);

        attempts.next(route, 0);
        assertThat(attempts.nextUntried(route, 0)).isNotNull();
        assertThat(attempts.nextUntried(route, 0)).isNotNull();
        assertThat(attempts.nextUntried(route, 0)).isNull();
    }

    @Test
    void aNodeThatIsGoneMeanwhileLeavesTheOthersUntried() {
        List<Target> targets = Targets.equal(2);
        Attempts attempts = new Attempts(0);
        attempts.next(route(Algorithm.ROUND_ROBIN, targets), 0);

        Route smaller = route(Algorithm.ROUND_ROBIN, targets.subList(1, 2));

        assertThat(attempts.nextUntried(smaller, 0)).isEqualTo(targets.getLast());
        assertThat(attempts.nextUntried(smaller, 0)).isNull();
    }

    @Test
    void theLatestNodeCountsAsLoadedUntilTheNextTryOrTheEnd() {
        List<Target> targets = Targets.equal(2);
        Route route = route(Algorithm.ROUND_ROBIN, targets);
        Attempts attempts = new Attempts(0);

        attempts.next(route, 0);
        assertThat(loads(targets)).containsExactly(1L, 0L);
        attempts.next(route, 0);
        assertThat(loads(targets)).containsExactly(0L, 1L);
        attempts.begin(0);
        assertThat(loads(targets)).containsExactly(0L, 0L);
        attempts.next(route, 0);
        assertThat(loads(targets)).containsExactly(1L, 0L);
        attempts.end();
        attempts.end();
        assertThat(loads(targets)).containsExactly(0L, 0L);
    }

    private static List<Long> loads(List<Target> targets) {
        return targets.stream().map(target -> target.node().load().held()).toList();
    }

    private static List<Integer> tried(Route route, Attempts attempts) {
        List<Integer> tried = new ArrayList<>();
        Target next = attempts.next(route, 0);
        while (next != null) {
            tried.add(Targets.id(next));
            next = attempts.next(route, 0);
        }
        return tried;
    }

    private static Route route(int nodes) {
        return route(Algorithm.ROUND_ROBIN, Targets.equal(nodes));
    }

    private static Route route(Algorithm algorithm, List<Target> targets) {
        return new Route(targets, algorithm, new Memory(new Ties()), Policy.of(TrafficPolicy.DEFAULT, Clients::new));
    }
}
