package io.steelyard.bench.result;

import io.steelyard.bench.load.LoadResult;
import io.steelyard.bench.process.CpuTime;

/** Samples for tests. */
final class Samples {
    private Samples() {}

    /** A thousand requests in a second that cost so many microseconds of CPU time each, half of it in the kernel. */
    static Sample withCpu(double micros) {
        return withCpu(micros, 0);
    }

    static Sample withCpu(double micros, long failed) {
        long half = (long) (micros * 500);
        return Sample.of(
                new LoadResult(1000, 1_000_000, 0, 0, 0, 0, failed, 900, 2500, 4100),
                new CpuTime(half, half),
                new CpuTime(half * 4, half * 4),
                3 << 20);
    }
}
