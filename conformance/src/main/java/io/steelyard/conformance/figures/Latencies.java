package io.steelyard.conformance.figures;

import java.util.Arrays;
import java.util.Collection;

/** Durations in microseconds, every one kept. For one thread at a time. */
public final class Latencies {
    private int[] micros = new int[1024];
    private int size;

    public void addNanos(long nanos) {
        if (size == micros.length) {
            micros = Arrays.copyOf(micros, 2 * size);
        }
        micros[size++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
    }

    public static Latencies merged(Collection<Latencies> parts) {
        Latencies all = new Latencies();
        all.micros = parts.stream()
                .flatMapToInt(part -> Arrays.stream(part.micros, 0, part.size))
                .toArray();
        all.size = all.micros.length;
        return all;
    }

    /** What is left to say of them. */
    public Summary summary() {
        int[] sorted = Arrays.copyOf(micros, size);
        Arrays.sort(sorted);
        return new Summary(size, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    /** The smallest one that this share of all does not exceed. */
    private static double millis(int[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1_000.0;
    }

    /** In milliseconds, of {@code count} durations. */
    public record Summary(int count, double medianMs, double p99Ms, double longestMs) {
        @Override
        public String toString() {
            return "median %.1f ms, p99 %.1f ms, longest %.1f ms, of %,d".formatted(medianMs, p99Ms, longestMs, count);
        }
    }
}
