package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.NodeWatcher;
import io.steelyard.proxy.upstream.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowStartPickerTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long WINDOW = 100 * SECOND;
    private static final int CHOICES = 40_000;
    private static final int OLD = 3;

    private final SplittableRandom random = new SplittableRandom(20_101_130);
    private long now;
    private final List<Target> targets =
            new ArrayList<>(IntStream.rangeClosed(1, OLD).mapToObj(this::target).toList());

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"RANDOM", "ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN"})
    void aNewNodesShareGrowsEvenlyUntilItIsWhole(Algorithm algorithm) {
        Picker picker = withNewNode(algorithm);

        for (int percent : new int[] {10, 25, 50, 75, 100, 200}) {
            now = 1_000 * SECOND + percent * WINDOW / 100;
            double accepted = Math.min(percent, 100) / 100.0;
            assertThat(shareOfNew(picker))
                    .as("%d %% of the window", percent)
                    .isCloseTo(accepted / (OLD + accepted), Percentage.withPercentage(6));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"LEAST_CONNECTIONS", "WEIGHTED_LEAST_CONNECTIONS"})
    void aNewNodeWithTheFewestConnectionsIsNotFlooded(Algorithm algorithm) {
        targets.forEach(target ->
                IntStream.range(0, 1_000_000).forEach(_ -> target.node().load().take()));
        Picker picker = withNewNode(algorithm);

        double first = shareOfNew(picker);
        now += WINDOW / 2;
        double half = shareOfNew(picker);
        now += WINDOW / 2;

        assertThat(first).isBetween(0.09, 0.11);
        assertThat(half).isBetween(0.48, 0.52);
        assertThat(shareOfNew(picker)).isEqualTo(1);
    }

    @Test
    void whereEveryNodeIsNewNobodyIsLeftOut() {
        now += WINDOW / 50;
        Picker picker = slow(Algorithm.ROUND_ROBIN);
        long[] counts = new long[OLD + 1];

        for (int i = 0; i < CHOICES; i++) {
            counts[id(picker.take())]++;
        }

        for (int id = 1; id <= OLD; id++) {
            assertThat((double) counts[id] / CHOICES).isCloseTo(1.0 / OLD, Percentage.withPercentage(6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDeclinedIsNoLoad(Algorithm algorithm) {
        Picker picker = withNewNode(algorithm);

        for (int i = 0; i < 1_000; i++) {
            picker.take();
        }

        assertThat(targets.stream()
                        .mapToLong(target -> target.node().load().held())
                        .sum())
                .isEqualTo(1_000);
    }

    private Picker withNewNode(Algorithm algorithm) {
        now = 1_000 * SECOND;
        targets.add(target(OLD + 1));
        return slow(algorithm);
    }

    private Picker slow(Algorithm algorithm) {
        Picker usual = algorithm == Algorithm.RANDOM
                ? new RandomPicker(targets, random::nextInt)
                : new Memory(new Ties()).picker(algorithm, targets);
        Picker picker = new SlowStartPicker(usual, WINDOW, usual instanceof LeastConnectionsPicker, random::nextDouble);
        picker.open();
        return picker;
    }

    private double shareOfNew(Picker picker) {
        int chosen = 0;
        for (int i = 0; i < CHOICES; i++) {
            chosen += id(picker.take()) == OLD + 1 ? 1 : 0;
        }
        return (double) chosen / CHOICES;
    }

    private static int id(Target target) {
        return target.node().id().value();
    }

    private Target target(int id) {
        NodeState node =
                new NodeState(new NodeId(id), Availability.ONLINE, HealthLimits.DEFAULT, () -> now, NodeWatcher.NONE);
        return new Target(node, new InetSocketAddress(InetAddress.getLoopbackAddress(), id), Weight.ONE);
    }
}
