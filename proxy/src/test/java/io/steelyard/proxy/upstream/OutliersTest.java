package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.traffic.OutlierEjection;
import io.steelyard.proxy.ProxyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration EJECTION = Duration.ofSeconds(30);

    private record Later(long nanos, Runnable work) {}

    private long now;
    private final List<Later> timer = new ArrayList<>();
    private final List<NodeState> changed = new ArrayList<>();

    @Test
    void aNodeWhereHalfFailsGetsNothingNewUntilItsTimeIsOver() {
        List<NodeState> nodes = nodes(4);
        watching(50, nodes);
        NodeState bad = nodes.getFirst();

        answer(bad, 10, false);
        answer(bad, 9, true);
        assertThat(bad.isEjected()).isFalse();
        answer(bad, 1, true);
        assertThat(bad.isEjected()).isTrue();
        assertThat(changed).containsExactly(bad);
        assertThat(timer).extracting(Later::nanos).containsExactly(EJECTION.toNanos());

        timer.removeFirst().work().run();

        assertThat(bad.isEjected()).isFalse();
        answer(bad, 19, true);
        assertThat(bad.isEjected()).as("what was before counts no more").isFalse();
        answer(bad, 1, true);
        assertThat(bad.isEjected()).isTrue();
    }

    @Test
    void oneThatIsLetBackIsAsYoungAsOneThatCameBack() {
        List<NodeState> nodes = nodes(4);
        watching(50, nodes);
        answer(nodes.getFirst(), 20, true);
        now += EJECTION.toNanos();

        timer.removeFirst().work().run();

        assertThat(nodes.getFirst().age()).isZero();
        assertThat(nodes.getLast().age()).isEqualTo(EJECTION.toNanos());
    }

    @Test
    void aFailureOfTheNodeCountsAndOneOfTheClientDoesNot() {
        List<NodeState> nodes = nodes(4);
        watching(50, nodes);

        IntStream.range(0, 20).forEach(_ -> nodes.get(0).failed(nodes.get(0).era(), ProxyFailure.NODE_RESET));
        IntStream.range(0, 20).forEach(_ -> nodes.get(1).failed(nodes.get(1).era(), ProxyFailure.CLIENT_RESET));

        assertThat(nodes.get(0).isEjected()).isTrue();
        assertThat(nodes.get(1).isEjected()).isFalse();
    }

    @Test
    void whatIsOlderThanTheWindowIsForgiven() {
        List<NodeState> nodes = nodes(4);
        watching(50, nodes);

        answer(nodes.getFirst(), 19, true);
        now += WINDOW.toNanos();
        answer(nodes.getFirst(), 19, true);

        assertThat(nodes.getFirst().isEjected()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 50, 0", "2, 50, 1", "3, 50, 1", "10, 34, 3", "10, 9, 0", "5, 100, 5"})
    void noMoreThanTheirShareAreAway(int count, int percent, int away) {
        List<NodeState> nodes = nodes(count);
        watching(percent, nodes);

        nodes.forEach(node -> answer(node, 40, true));

        assertThat(nodes.stream().filter(NodeState::isEjected)).hasSize(away);
    }

    @Test
    void oneThatIsWatchedNoMoreIsLetBackAndLeavesItsPlace() {
        List<NodeState> nodes = nodes(4);
        Outliers outliers = watching(25, nodes);
        answer(nodes.get(0), 20, true);

        outliers.watchOnly(Set.copyOf(nodes.subList(1, 4)));
        assertThat(nodes.get(0).isEjected()).isFalse();
        timer.removeFirst().work().run();
        outliers.watchOnly(Set.copyOf(nodes));
        answer(nodes.get(1), 20, true);

        assertThat(nodes.get(1).isEjected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77})
    void whateverHappensTheShareHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<NodeState> nodes = nodes(9);
        Outliers outliers = watching(34, nodes);
        Set<NodeState> watched = Set.copyOf(nodes);

        for (int step = 0; step < 5_000; step++) {
            now += random.nextLong(Duration.ofMillis(200).toNanos());
            answer(nodes.get(random.nextInt(9)), random.nextInt(10), random.nextInt(3) > 0);
            if (random.nextInt(20) == 0 && !timer.isEmpty()) {
                timer.remove(random.nextInt(timer.size())).work().run();
            }
            if (random.nextInt(50) == 0) {
                watched = Set.copyOf(nodes.subList(0, 6 + random.nextInt(4)));
                outliers.watchOnly(watched);
            }
            long away = watched.stream().filter(NodeState::isEjected).count();
            assertThat(away).isLessThanOrEqualTo(3);
            assertThat(nodes.stream().filter(NodeState::isEjected)).hasSize((int) away);
        }
        timer.forEach(later -> later.work().run());
        assertThat(nodes).noneMatch(NodeState::isEjected);
    }

    private Outliers watching(int mostPercent, List<NodeState> nodes) {
        Outliers outliers = new Outliers(
                new OutlierEjection(50, WINDOW, 20, EJECTION, mostPercent),
                () -> now,
                (nanos, work) -> timer.add(new Later(nanos, work)));
        outliers.watchOnly(Set.copyOf(nodes));
        return outliers;
    }

    private List<NodeState> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new NodeState(
                        new NodeId(id + 1), Availability.ONLINE, HealthLimits.DEFAULT, () -> now, changed::add))
                .toList();
    }

    private static void answer(NodeState node, int times, boolean serverError) {
        for (int i = 0; i < times; i++) {
            node.answered(node.era(), serverError);
        }
    }
}
