package io.steelyard.domain.observed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long answers took to begin, in fixed classes.
 *
 * @param counts one for each of {@link #BOUNDS}, of answers that took no longer than that and longer than the bound before;
 *     then one of those that took longer than all
 * @param nanos all together
 */
public record Latencies(List<Long> counts, long nanos) {
    /** Ascending. */
    public static final List<Duration> BOUNDS = Stream.of(
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    10_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toList();

    public static final Latencies NONE = new Latencies(Collections.nCopies(BOUNDS.size() + 1, 0L), 0);

    public Latencies {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS.size() + 1) {
            throw new IllegalArgumentException("latencies are of " + (BOUNDS.size() + 1) + " classes");
        }
    }

    /** How many there are. */
    public long count() {
        return sum(counts.size());
    }

    private long sum(int classes) {
        return counts.stream().limit(classes).mapToLong(Long::longValue).sum();
    }

    public Latencies plus(Latencies other) {
        return combined(other, 1);
    }

    /** What has come since {@code earlier}; all of it where that knew more, since somebody began to count anew. */
    public Latencies since(Latencies earlier) {
        return count() < earlier.count() ? this : combined(earlier, -1);
    }

    private Latencies combined(Latencies other, int sign) {
        List<Long> combined = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            combined.add(counts.get(i) + sign * other.counts.get(i));
        }
        return new Latencies(combined, nanos + sign * other.nanos);
    }

    /**
     * What so large a share of them took at most, as if those of a class were spread evenly over it; at the last bound what
     * took longer is not told apart. Zero when there are none.
     *
     * @param share 0 to 1
     */
    public Duration quantile(double share) {
        double wanted = share * count();
        long below = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            long here = counts.get(i);
            if (here > 0 && below + here >= wanted) {
                long from = i == 0 ? 0 : BOUNDS.get(i - 1).toNanos();
                double within = Math.max(0, wanted - below) / here;
                return Duration.ofNanos(
                        from + Math.round(within * (BOUNDS.get(i).toNanos() - from)));
            }
            below += here;
        }
        return count() == 0 ? Duration.ZERO : BOUNDS.getLast();
    }
}
