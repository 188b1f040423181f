package io.steelyard.bench.load;

/** Counts durations in steps of ten microseconds, up to five seconds. */
final class Histogram {
    private static final int STEP_NANOS = 10_000;
    private static final int MOST = 500_000;

    private final long[] counts = new long[MOST + 1];
    private long count;

    void add(long nanos) {
        counts[(int) Math.clamp(nanos / STEP_NANOS, 0, MOST)]++;
        count++;
    }

    long count() {
        return count;
    }

    /**
     * The end of the first step that so many do not exceed, microseconds; 0 when there are none.
     *
     * @param share above 0, at most 1
     */
    long micros(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int step = 0; step < counts.length && wanted > 0; step++) {
            seen += counts[step];
            if (seen >= wanted) {
                return (step + 1L) * STEP_NANOS / 1_000;
            }
        }
        return 0;
    }
}
