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

                keep-alive: 64 connections, 2 rounds of 5 s over 1 start, 3 failed
                target             transport     req/s  ratio   CPU us  ratio    (min..max)   user system  machine  ratio   p50 us   p99 us p99.9 us  PSS MiB  failed
                haproxy            epoll          1000   1.00    15.00   1.00  (1.00..1.00)   7.50   7.50    60.00   1.00      900     2500     4100      3.0       0
                ours               io_uring       1000   1.00     8.00   0.55  (0.50..0.60)   4.00   4.00    32.00   0.55      900     2500     4100      3.0       3
                figure                                                      median      (95 % interval)        aim
                CPU per request, ours / haproxy                               0.55         (0.50..0.60)    <= 0.60  met
                req/s, ours / haproxy                                         1.00         (1.00..1.00)    >= 1.25  not met
                seconds                                                       2.00         (2.00..2.00)
                """);
    }

    @Test
    void showsFiguresAlone() {
        RowResult row = new RowResult("memory", 9, 1, 1, 0, 0, List.of(), List.of(Figure.of("MB", 7)));

        assertThat(Table.of(new Report("fast", Map.of(), List.of(row)))).isEqualTo("""
                fast

                memory: 9 connections, 1 rounds of 0 s over 1 start, 0 failed
                figure                                                      median      (95 % interval)        aim
                MB                                                            7.00         (7.00..7.00)
                """);
    }

    private static RowResult row() {
        return new RowResult(
                "keep-alive",
                64,
                1,
                2,
                5,
                3,
                List.of(
                        TargetResult.of("haproxy", "epoll", 0, REFERENCE, REFERENCE),
                        TargetResult.of("ours", "io_uring", 1, BETTER, REFERENCE)),
                List.of(
                        Figure.of("CPU per request, ours / haproxy", Aim.atMost(0.60), 0.5, 0.6),
                        Figure.of("req/s, ours / haproxy", Aim.atLeast(1.25), 1),
                        Figure.of("seconds", 2)));
    }
}
