package io.steelyard.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people; docs/develop/benchmarks.md explains each column. */
public final class Table {
    private static final String HEAD = "%-14s %-9s %9s %6s %8s %6s %13s %6s %6s %8s %6s %8s %8s %8s %7s"
            .formatted(
                    "target",
                    "transport",
                    "req/s",
                    "ratio",
                    "CPU us",
                    "ratio",
                    "(min..max)",
                    "user",
                    "system",
                    "machine",
                    "ratio",
                    "p50 us",
                    "p99 us",
                    "PSS MiB",
                    "failed");
    private static final double BYTES_PER_MIB = 1 << 20;

    private Table() {}

    /** The machine, the versions, and a table for each row. */
    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.machine());
        report.versions().forEach((name, version) -> lines.add(name + ": " + version));
        report.rows().forEach(row -> {
            lines.add("");
            lines.add("%s: %d connections, %d rounds of %d s over %s"
                    .formatted(
                            row.row(),
                            row.connections(),
                            row.rounds(),
                            row.roundSeconds(),
                            row.starts() == 1 ? "1 start" : row.starts() + " starts"));
            lines.add(HEAD);
            row.targets().forEach(target -> lines.add(line(target)));
        });
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(TargetResult target) {
        String range = String.format(
                Locale.ROOT,
                "(%.2f..%.2f)",
                target.cpuRatio().min(),
                target.cpuRatio().max());
        return String.format(
                Locale.ROOT,
                "%-14s %-9s %9.0f %6.2f %8.2f %6.2f %13s %6.2f %6.2f %8.2f %6.2f %8.0f %8.0f %8.1f %7d",
                target.name(),
                target.transport(),
                target.requestsPerSecond().median(),
                target.requestsPerSecondRatio().median(),
                target.cpuMicros().median(),
                target.cpuRatio().median(),
                range,
                target.userMicros().median(),
                target.systemMicros().median(),
                target.machineMicros().median(),
                target.machineRatio().median(),
                target.p50Micros().median(),
                target.p99Micros().median(),
                target.pssBytes().median() / BYTES_PER_MIB,
                target.failed());
    }
}
