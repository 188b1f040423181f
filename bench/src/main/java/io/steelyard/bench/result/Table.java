package io.steelyard.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people; docs/develop/benchmarks.md explains each column. */
public final class Table {
    private static final String HEAD = "%-18s %-9s %9s %6s %8s %6s %13s %6s %6s %8s %6s %8s %8s %8s %8s %7s"
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
                    "p99.9 us",
                    "PSS MiB",
                    "failed");
    private static final String FIGURES_HEAD =
            "%-56s %9s %20s %10s".formatted("figure", "median", "(95 % interval)", "aim");
    private static final double BYTES_PER_MIB = 1 << 20;

    private Table() {}

    /** The machine, the versions, and a table for each row. */
    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.machine());
        report.versions().forEach((name, version) -> lines.add(name + ": " + version));
        report.rows().forEach(row -> {
            lines.add("");
            lines.addAll(lines(row));
        });
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines(RowResult row) {
        List<String> lines = new ArrayList<>();
        lines.add(title(row));
        if (!row.targets().isEmpty()) {
            lines.add(HEAD);
            row.targets().forEach(target -> lines.add(line(target)));
        }
        if (!row.figures().isEmpty()) {
            lines.add(FIGURES_HEAD);
            row.figures().forEach(figure -> lines.add(line(figure)));
        }
        return lines;
    }

    private static String title(RowResult row) {
        return "%s: %d connections, %d rounds of %d s over %s, %d failed"
                .formatted(
                        row.row(),
                        row.connections(),
                        row.rounds(),
                        row.roundSeconds(),
                        row.starts() == 1 ? "1 start" : row.starts() + " starts",
                        row.failed());
    }

    private static String line(Figure figure) {
        Spread spread = figure.spread();
        String interval = String.format(Locale.ROOT, "(%.2f..%.2f)", spread.low(), spread.high());
        String aim = figure.aim()
                .map(wanted -> "%10s  %s".formatted(wanted, wanted.metBy(spread.median()) ? "met" : "not met"))
                .orElse("");
        return String.format(Locale.ROOT, "%-56s %9.2f %20s %s", figure.name(), spread.median(), interval, aim)
                .stripTrailing();
    }

    private static String line(TargetResult target) {
        String range = String.format(
                Locale.ROOT,
                "(%.2f..%.2f)",
                target.cpuRatio().min(),
                target.cpuRatio().max());
        return String.format(
                Locale.ROOT,
                "%-18s %-9s %9.0f %6.2f %8.2f %6.2f %13s %6.2f %6.2f %8.2f %6.2f %8.0f %8.0f %8.0f %8.1f %7d",
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
                target.p999Micros().median(),
                target.pssBytes().median() / BYTES_PER_MIB,
                target.failed());
    }
}
