package io.steelyard.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Sample> REFERENCE = List.of(Samples.withCpu(10), Samples.withCpu(20));
    private static final List<Sample> BETTER = List.of(Samples.withCpu(6), Samples.withCpu(10, 2));

    @Test
    void showsMediansAndTheRangeOfTheCpuRatio() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("haproxy", "HAProxy version 2.6");
        versions.put("ours", "ours 0.1");

        String table = Table.of(new Report("2 processors (fast), Linux 6", versions, List.of(row())));

        assertThat(table).isEqualTo("""
                2 processors (fast), Linux 6
                haproxy: HAProxy version 2.6
                ours: ours 0.1

                keep-alive: 64 connections, 2 rounds of 5 s over 1 start
                target         transport     req/s  ratio   CPU us  ratio    (min..max)   user system  machine  ratio   p50 us   p99 us  PSS MiB  failed
                haproxy        epoll          1000   1.00    15.00   1.00  (1.00..1.00)   7.50   7.50    60.00   1.00      900     2500      3.0       0
                ours           io_uring       1000   1.00     8.00   0.55  (0.50..0.60)   4.00   4.00    32.00   0.55      900     2500      3.0       3
                """);
    }

    @Test
    void countsFailuresOfRoundsAndWarmUp() {
        assertThat(row().failed()).isEqualTo(3);
    }

    private static RowResult row() {
        return new RowResult(
                "keep-alive",
                64,
                1,
                2,
                5,
                List.of(
                        TargetResult.of("haproxy", "epoll", 0, REFERENCE, REFERENCE),
                        TargetResult.of("ours", "io_uring", 1, BETTER, REFERENCE)));
    }
}
