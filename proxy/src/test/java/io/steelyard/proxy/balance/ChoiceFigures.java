package io.steelyard.proxy.balance;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Prints what choosing costs on this machine: {@code java -cp … io.steelyard.proxy.balance.ChoiceFigures}. No test. */
final class ChoiceFigures {
    private static final int ROUNDS = 9;
    private static final int CHOICES = 500_000;

    private ChoiceFigures() {}

    public static void main(String[] args) {
        System.out.println("a choice and its release, ns (median of " + ROUNDS + " rounds)");
        System.out.println("| algorithm | nodes | 1 thread | 2 threads |\n|---|---|---|---|");
        for (Algorithm algorithm : Algorithm.values()) {
            for (int nodes : new int[] {2, 10, 1_000}) {
                System.out.printf(
                        "| %s | %d | %d | %d |%n",
                        algorithm, nodes, choiceNanos(algorithm, nodes, 1), choiceNanos(algorithm, nodes, 2));
            }
        }
        System.out.println("\na new picker, µs\n| algorithm | nodes | |\n|---|---|---|");
        for (Algorithm algorithm : Algorithm.values()) {
            for (int nodes : new int[] {10, 25, 100, 1_000}) {
                System.out.printf("| %s | %d | %d |%n", algorithm, nodes, newNanos(algorithm, nodes) / 1_000);
            }
        }
    }

    private static long choiceNanos(Algorithm algorithm, int nodes, int threads) {
        Picker picker = open(algorithm, targets(nodes));
        return median(() -> {
            long start = System.nanoTime();
            Race.run(threads, thread -> {
                for (int i = 0; i < CHOICES; i++) {
                    picker.take().node().load().release();
                }
            });
            return (System.nanoTime() - start) / CHOICES;
        });
    }

    private static long newNanos(Algorithm algorithm, int nodes) {
        List<Target> targets = targets(nodes);
        return median(() -> {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                open(algorithm, targets).close();
            }
            return (System.nanoTime() - start) / 20;
        });
    }

    private static Picker open(Algorithm algorithm, List<Target> targets) {
        Picker picker = new Memory(new Ties()).picker(algorithm, targets);
        picker.open();
        return picker;
    }

    private static List<Target> targets(int nodes) {
        return Targets.weighted(
                IntStream.range(0, nodes).map(i -> 1 + i * 37 % 100).toArray());
    }

    private static long median(LongSupplier round) {
        long[] figures = IntStream.range(0, ROUNDS)
                .mapToLong(_ -> round.getAsLong())
                .sorted()
                .toArray();
        return figures[figures.length / 2];
    }
}
