package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.upstream.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PickerTest {
    private static final int THREADS = 4;

    private final Memory memory = new Memory(new Ties());

    @Test
    void turnsGoRound() {
        Picker picker = memory.picker(Algorithm.ROUND_ROBIN, Targets.equal(3));

        assertThat(chosen(picker, 7)).containsExactly(1, 2, 3, 1, 2, 3, 1);
    }

    @Test
    void heavierNodesTakeMoreTurnsEvenlySpread() {
        Picker picker = memory.picker(Algorithm.WEIGHTED_ROUND_ROBIN, Targets.weighted(4, 2, 2));

        assertThat(chosen(picker, 8)).containsExactly(1, 2, 1, 3, 1, 2, 1, 3);
    }

    @Test
    void turnsGoOnWhenTheListIsReplaced() {
        List<Target> targets = Targets.equal(3);
        chosen(memory.picker(Algorithm.ROUND_ROBIN, targets), 4);

        assertThat(chosen(memory.picker(Algorithm.ROUND_ROBIN, targets), 3)).containsExactly(2, 3, 1);
    }

    @Test
    void turnsAreSharedExactlyBetweenThreads() {
        Picker picker = memory.picker(Algorithm.ROUND_ROBIN, Targets.equal(3));

        assertThat(countsByThreads(picker, 3, 30_001)).containsExactly(40_002, 40_001, 40_001);
    }

    @Test
    void weightedTurnsAreSharedExactlyBetweenThreads() {
        int[] weights = {7, 100, 31, 1};
        Picker picker = memory.picker(Algorithm.WEIGHTED_ROUND_ROBIN, Targets.weighted(weights));

        int[] counts = countsByThreads(picker, weights.length, 30_007);

        for (int i = 0; i < weights.length; i++) {
            double share = 30_007.0 * THREADS * weights[i] / 139;
            assertThat(counts[i]).isBetween((int) Math.floor(share), (int) Math.ceil(share));
        }
    }

    @Test
    void randomIsUniformByChiSquareOverThreads() {
        AtomicInteger seeds = new AtomicInteger(20_101_130);
        ThreadLocal<SplittableRandom> seeded =
                ThreadLocal.withInitial(() -> new SplittableRandom(seeds.getAndIncrement()));
        Picker picker =
                new RandomPicker(Targets.equal(10), bound -> seeded.get().nextInt(bound));

        assertThat(chiSquare(countsByThreads(picker, 10, 25_000))).isLessThan(27.88);
    }

    @Test
    void randomIsUniformAmongThoseThatAreLeft() {
        SplittableRandom seeded = new SplittableRandom(7);
        List<Target> targets = Targets.equal(11);
        Picker picker = new RandomPicker(targets, seeded::nextInt);
        int[] counts = new int[12];
        for (int i = 0; i < 100_000; i++) {
            Target other = Objects.requireNonNull(
                    picker.takeExcept(Set.of(targets.get(4).node())));
            counts[Targets.id(other)]++;
        }

        assertThat(counts[5]).isZero();
        assertThat(chiSquare(IntStream.rangeClosed(1, 11)
                        .filter(id -> id != 5)
                        .map(id -> counts[id])
                        .toArray()))
                .isLessThan(27.88);
    }

    @Test
    void theThreadsOwnRandomReachesEveryNode() {
        Picker picker = memory.picker(Algorithm.RANDOM, Targets.equal(2));

        assertThat(chosen(picker, 1_000)).containsOnly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void everyChoiceCountsAsLoad(Algorithm algorithm) {
        List<Target> targets = Targets.weighted(1, 2, 3);
        Picker picker = open(algorithm, targets);

        picker.take();
        picker.take();
        assertThat(picker.takeExcept(Set.of(targets.getFirst().node()))).isNotNull();

        assertThat(targets.stream()
                        .mapToLong(target -> target.node().load().held())
                        .sum())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsExcludedIsNeverChosen(Algorithm algorithm) {
        List<Target> targets = Targets.weighted(9, 3, 1, 5);
        Picker picker = open(algorithm, targets);

        for (int i = 0; i < 50; i++) {
            Target other = picker.takeExcept(
                    Set.of(targets.get(0).node(), targets.get(3).node()));
            assertThat(other).isIn(targets.get(1), targets.get(2));
        }
        assertThat(picker.takeExcept(Set.copyOf(
                        Stream.of(0, 1, 2, 3).map(i -> targets.get(i).node()).toList())))
                .isNull();
    }

    private Picker open(Algorithm algorithm, List<Target> targets) {
        Picker picker = memory.picker(algorithm, targets);
        picker.open();
        return picker;
    }

    /** The 99.9 % point for 9 degrees of freedom is 27.88. */
    private static double chiSquare(int[] counts) {
        double expected = Arrays.stream(counts).average().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static List<Integer> chosen(Picker picker, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> Targets.id(picker.take()))
                .toList();
    }

    private static int[] countsByThreads(Picker picker, int nodes, int timesEach) {
        AtomicIntegerArray counts = new AtomicIntegerArray(nodes);
        Race.run(THREADS, thread -> {
            for (int i = 0; i < timesEach; i++) {
                counts.incrementAndGet(Targets.id(picker.take()) - 1);
            }
        });
        return IntStream.range(0, nodes).map(counts::get).toArray();
    }
}
