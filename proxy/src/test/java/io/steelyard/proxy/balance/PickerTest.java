package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PickerTest {
    @Test
    void turnsGoRound() {
        RoundRobinPicker picker = new RoundRobinPicker();

        assertThat(IntStream.range(0, 7).map(_ -> picker.pick(3))).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void turnsAreSharedExactlyBetweenThreads() throws InterruptedException {
        RoundRobinPicker picker = new RoundRobinPicker();
        AtomicIntegerArray counts = new AtomicIntegerArray(3);
        Thread[] threads = new Thread[4];
        Arrays.setAll(
                threads,
                _ -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 30_000; i++) {
                        counts.incrementAndGet(picker.pick(3));
                    }
                }));
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(IntStream.range(0, 3).map(counts::get)).containsExactly(40_000, 40_000, 40_000);
    }

    @Test
    void randomIsUniformByChiSquare() {
        Random seeded = new Random(20_101_130);
        RandomPicker picker = new RandomPicker(seeded::nextInt);
        int nodes = 10;
        int picks = 100_000;
        int[] counts = new int[nodes];
        for (int i = 0; i < picks; i++) {
            counts[picker.pick(nodes)]++;
        }

        double expected = (double) picks / nodes;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        // The 99.9 % point for 9 degrees of freedom.
        assertThat(chiSquare).isLessThan(27.88);
    }

    @Test
    void theThreadsOwnRandomStaysInRange() {
        assertThat(IntStream.range(0, 1_000).map(_ -> RandomPicker.PER_THREAD.pick(2)))
                .containsOnly(0, 1);
    }
}
