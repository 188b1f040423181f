package io.steelyard.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseLogTest {
    @Test
    void readsStopsAndTheCollectionsAmongThem() {
        PauseLog log = PauseLog.read(Stream.of(
                "[1.204s][gc] GC(3) Pause Young (Allocation Failure) 69M->1M(247M) 1.250ms",
                "[1.205s][safepoint] Safepoint \"SerialCollectForAllocation\", Time since last: 1004 ns, Reaching safepoint: 12 ns,"
                        + " At safepoint: 1300000 ns, Leaving safepoint: 5 ns, Total: 1400000 ns, Threads: 0 runnable, 20 total",
                "[2.000s][safepoint] Safepoint \"Cleanup\", Time since last: 99 ns, Total: 200000 ns"));

        assertThat(log.pauseMillis()).containsExactly(0.2, 1.4);
        assertThat(log.pauseAt(0.5)).isEqualTo(0.2);
        assertThat(log.pauseAt(0.999)).isEqualTo(1.4);
        assertThat(log.longestCollection()).isEqualTo(1.25);
    }

    @Test
    void isZeroWithoutAPause() {
        PauseLog log = PauseLog.read(Stream.empty());

        assertThat(log.pauseAt(0.999)).isZero();
        assertThat(log.longestCollection()).isZero();
    }
}
