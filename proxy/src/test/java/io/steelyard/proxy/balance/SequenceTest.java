package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {
    @Test
    void equalWeightsGoInOrder() {
        assertThat(places(Sequence.of(new int[] {40, 40, 40}))).containsExactly(0, 1, 2);
    }

    @Test
    void oneNodeHasEveryTurn() {
        assertThat(places(Sequence.of(new int[] {17}))).containsExactly(0);
    }

    @Test
    void noNodeHasNoTurn() {
        assertThat(Sequence.of(new int[0]).length()).isZero();
    }

    @Test
    void aHeavyNodesTurnsAreSpread() {
        assertThat(places(Sequence.of(new int[] {3, 1}))).containsExactly(0, 0, 0, 1);
        assertThat(places(Sequence.of(new int[] {50, 50, 100}))).containsExactly(2, 0, 2, 1);
    }

    @Test
    void weightsAreReduced() {
        assertThat(Sequence.of(new int[] {100, 50, 25}).length()).isEqualTo(7);
    }

    /** Random weights, seeded: after any number of turns every node has had its share, rounded up or down. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 16, 60, 250})
    void everyPrefixIsExactToOneTurn(int nodes) {
        Random random = new Random(nodes);
        for (int round = 0; round < 20; round++) {
            assertExact(random.ints(nodes, 1, round % 2 == 0 ? 101 : 5).toArray());
        }
    }

    @Test
    void oneHeavyAmongManyLightOnesIsExactToo() {
        int[] weights = new int[101];
        Arrays.fill(weights, 1);
        weights[50] = 100;

        assertExact(weights);
    }

    @Test
    void aThousandNodesOfEveryWeightStayWithinTheBoundOfMemory() {
        int[] weights = IntStream.range(0, 1_000).map(i -> 1 + i % 100).toArray();

        Sequence sequence = Sequence.of(weights);

        assertThat(sequence.length()).isEqualTo(50_500);
        assertExact(weights);
    }

    @Test
    void moreNodesThanItCanNameAreRefused() {
        assertThatThrownBy(() -> Sequence.of(new int[Sequence.MOST_NODES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertExact(int[] weights) {
        Sequence sequence = Sequence.of(weights);
        int divisor = Arrays.stream(weights).sum() / sequence.length();
        int[] had = new int[weights.length];
        for (int turn = 0; turn < sequence.length(); turn++) {
            had[sequence.at(turn)]++;
            if (turn < 3_000 || turn % 97 == 0 || turn == sequence.length() - 1) {
                assertShares(weights, had, turn + 1, (long) sequence.length() * divisor);
            }
        }
    }

    private static void assertShares(int[] weights, int[] had, int turns, long sum) {
        for (int node = 0; node < weights.length; node++) {
            long shareTimesSum = (long) turns * weights[node];
            if (had[node] < shareTimesSum / sum || had[node] > Math.ceilDiv(shareTimesSum, sum)) {
                throw new AssertionError("after " + turns + " turns node " + node + " of " + Arrays.toString(weights)
                        + " has had " + had[node]);
            }
        }
    }

    private static List<Integer> places(Sequence sequence) {
        return IntStream.range(0, sequence.length()).map(sequence::at).boxed().toList();
    }
}
