package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionsPickerTest {
    private static final int THREADS = 4;

    private final Memory memory = new Memory(new Ties());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 200})
    void everyChoiceIsATrueMinimum(int nodes) {
        List<Target> targets = Targets.equal(nodes);
        Picker picker = open(Algorithm.LEAST_CONNECTIONS, targets);

        assertMinima(picker, targets, Weighing.EQUAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 200})
    void everyChoiceIsATrueWeightedMinimum(int nodes) {
        Random random = new Random(nodes);
        List<Target> targets = Targets.weighted(random.ints(nodes, 1, 101).toArray());
        Picker picker = open(Algorithm.WEIGHTED_LEAST_CONNECTIONS, targets);

        assertMinima(picker, targets, target -> target.weight().value());
    }

    private interface Weighing {
        Weighing EQUAL = target -> 1;

        long weight(Target target);
    }

    /** Random choices, choices with exceptions and releases, seeded, each checked against all nodes. */
    private static void assertMinima(Picker picker, List<Target> targets, Weighing weighing) {
        Random random = new Random(17);
        List<Target> taken = new ArrayList<>();
        for (int step = 0; step < 4_000; step++) {
            if (!taken.isEmpty() && random.nextInt(100) < (step / 1_000 % 2 == 0 ? 35 : 60)) {
                taken.remove(random.nextInt(taken.size())).node().load().release();
            } else {
                taken.add(assertMinimum(picker, targets, weighing, random));
            }
        }
    }

    private static Target assertMinimum(Picker picker, List<Target> targets, Weighing weighing, Random random) {
        Set<NodeState> excluded = new HashSet<>();
        if (targets.size() > 1 && random.nextInt(4) == 0) {
            random.ints(random.nextInt(targets.size()), 0, targets.size() - 1)
                    .forEach(i -> excluded.add(targets.get(i).node()));
        }
        Comparator<Target> order = (a, b) -> Long.compare(held(a) * weighing.weight(b), held(b) * weighing.weight(a));
        Target least = targets.stream()
                .filter(target -> !excluded.contains(target.node()))
                .min(order)
                .orElseThrow();
        long before = held(least) * 1_000_000 / weighing.weight(least);

        Target chosen = excluded.isEmpty() ? picker.take() : Objects.requireNonNull(picker.takeExcept(excluded));

        assertThat(excluded).doesNotContain(chosen.node());
        assertThat((held(chosen) - 1) * 1_000_000 / weighing.weight(chosen)).isEqualTo(before);
        return chosen;
    }

    @Test
    void idleNodesTakeTurns() {
        List<Target> targets = Targets.equal(3);
        Picker picker = open(Algorithm.LEAST_CONNECTIONS, targets);

        List<Integer> chosen =
                IntStream.range(0, 9).mapToObj(each -> takeAndRelease(picker)).toList();

        assertThat(chosen.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(chosen.subList(3, 6)).isEqualTo(chosen.subList(0, 3));
        assertThat(chosen.subList(6, 9)).isEqualTo(chosen.subList(0, 3));
    }

    @Test
    void idleWeightedNodesTakeTurnsByTheirWeights() {
        int[] weights = {1, 3, 6};
        Picker picker = open(Algorithm.WEIGHTED_LEAST_CONNECTIONS, Targets.weighted(weights));
        int[] counts = new int[3];

        for (int i = 0; i < 10_000; i++) {
            counts[takeAndRelease(picker) - 1]++;
        }

        assertThat(IntStream.range(0, 3).map(i -> Math.abs(counts[i] - 1_000 * weights[i])))
                .allMatch(difference -> difference <= 5);
    }

    @Test
    void turnsOfIdleNodesGoOnWhenTheListIsReplaced() {
        List<Target> targets = Targets.equal(3);
        Set<Integer> chosen = new HashSet<>();

        for (int i = 0; i < 3; i++) {
            Picker picker = open(Algorithm.LEAST_CONNECTIONS, targets);
            chosen.add(takeAndRelease(picker));
            picker.close();
        }

        assertThat(chosen).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void whoIsNewDoesNotTakeEveryTurn() {
        List<Target> targets = Targets.equal(3);
        Picker before = open(Algorithm.LEAST_CONNECTIONS, targets.subList(0, 2));
        IntStream.range(0, 1_000).forEach(each -> takeAndRelease(before));

        Picker after = open(Algorithm.LEAST_CONNECTIONS, targets);
        before.close();
        List<Integer> chosen =
                IntStream.range(0, 6).mapToObj(each -> takeAndRelease(after)).toList();

        assertThat(chosen).filteredOn(id -> id == 3).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whatWasTakenUnderAnotherAlgorithmCounts() {
        List<Target> targets = Targets.equal(2);
        Picker turns = open(Algorithm.ROUND_ROBIN, targets);
        Target first = turns.take();
        turns.take();
        turns.take();

        Picker least = open(Algorithm.LEAST_CONNECTIONS, targets);

        assertThat(least.take()).isNotEqualTo(first);
    }

    @Test
    void aReleaseAfterTheListWasReplacedIsNotLost() {
        List<Target> targets = Targets.equal(2);
        Picker before = open(Algorithm.LEAST_CONNECTIONS, targets);
        Target first = before.take();
        before.take();
        Picker after = open(Algorithm.LEAST_CONNECTIONS, targets);
        before.close();

        first.node().load().release();

        assertThat(after.take()).isEqualTo(first);
    }

    @Test
    void twoListenersCountTogether() {
        List<Target> targets = Targets.equal(2);
        Ties ties = new Ties();
        Picker one = open(new Memory(ties), Algorithm.LEAST_CONNECTIONS, targets);
        Picker other = open(new Memory(ties), Algorithm.WEIGHTED_LEAST_CONNECTIONS, targets);

        Target first = one.take();

        assertThat(other.take()).isNotEqualTo(first);
        first.node().load().release();
        assertThat(one.take()).isEqualTo(first);
    }

    /** The first choice stands still after its look, until the second is done or has to wait for it. */
    @Test
    void nobodyChoosesBetweenALookAndWhatItLeadsTo() throws InterruptedException {
        List<Target> targets = Targets.equal(2);
        Picker picker = memory.picker(Algorithm.LEAST_CONNECTIONS, targets);
        AtomicReference<Target> second = new AtomicReference<>();
        Thread other = Thread.ofPlatform().unstarted(() -> second.set(picker.take()));
        targets.forEach(target -> target.node().load().watch(() -> runUntilBlocked(other)));
        picker.open();

        Target first = picker.take();
        other.join();

        assertThat(second.get()).isNotNull().isNotEqualTo(first);
    }

    private static void runUntilBlocked(Thread other) {
        if (other.getState() == Thread.State.NEW) {
            other.start();
            await().until(() ->
                    other.getState() == Thread.State.BLOCKED || other.getState() == Thread.State.TERMINATED);
        }
    }

    @Test
    void nothingIsLostBetweenThreadsWhileTheListIsReplaced() {
        List<Target> targets = Targets.weighted(1, 5, 9, 100, 7);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Picker> current = new AtomicReference<>(open(Algorithm.LEAST_CONNECTIONS, targets));
        Race.run(THREADS, thread -> {
            if (thread == 0) {
                for (int i = 0; i < 2_000; i++) {
                    current.getAndSet(open(Algorithm.values()[i % 5], targets)).close();
                }
                done.set(true);
            } else {
                while (!done.get()) {
                    Target taken = current.get().take();
                    Thread.onSpinWait();
                    taken.node().load().release();
                }
            }
        });

        assertThat(targets).allMatch(target -> held(target) == 0);
        current.get().close();
        assertMinima(open(Algorithm.LEAST_CONNECTIONS, targets), targets, Weighing.EQUAL);
    }

    private static int takeAndRelease(Picker picker) {
        Target chosen = picker.take();
        chosen.node().load().release();
        return Targets.id(chosen);
    }

    private static long held(Target target) {
        return target.node().load().held();
    }

    private Picker open(Algorithm algorithm, List<Target> targets) {
        return open(memory, algorithm, targets);
    }

    private static Picker open(Memory memory, Algorithm algorithm, List<Target> targets) {
        Picker picker = memory.picker(algorithm, targets);
        picker.open();
        return picker;
    }
}
