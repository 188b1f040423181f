package io.steelyard.bench;

import static java.util.Objects.requireNonNull;

import io.steelyard.bench.load.Wrk;
import io.steelyard.bench.process.Foreground;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.process.Tool;
import io.steelyard.bench.result.Report;
import io.steelyard.bench.result.Table;
import io.steelyard.bench.target.Rig;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code steelyard bench}: the service beside other proxies, on this machine, under equal load. */
@Command(
        name = "steelyard bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures Steelyard and Debian's HAProxy and nginx side by side on loopback: CPU time per request, throughput, latency,"
                    + " memory. Everything is started for it and ended after it.",
            "docs/develop/benchmarks.md says what each column means."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every request was answered",
            "1:a request failed, or nothing could be measured",
            "2:wrong usage"
        })
public final class Bench implements Callable<Integer> {
    private static final Set<Tool> FOR_THE_RIG = EnumSet.allOf(Tool.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Set<Tool> FOR_GIVEN_TARGETS = EnumSet.of(Tool.WRK);

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--row", paramLabel = "ROW", description = "${COMPLETION-CANDIDATES}; repeatable (all)")
    private List<Row> rows = List.of(Row.values());

    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "of everything, one after another: a request costs more after one start than after another (4)")
    private Optional<Integer> starts = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "measured for each row after each start; an even number is fairest (2)")
    private Optional<Integer> rounds = Optional.empty();

    @Option(names = "--seconds", paramLabel = "N", description = "of load on each target in a round (5)")
    private Optional<Integer> seconds = Optional.empty();

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "of load on each target before a row (10)")
    private Optional<Integer> warmUp = Optional.empty();

    @Option(names = "--connections", paramLabel = "N", description = "of the client (each row has its own number)")
    private Optional<Integer> connections = Optional.empty();

    @Option(names = "--quick", description = "1 start, 2 rounds of 1 s: shows that all works, its figures mean nothing")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "also write everything measured there, after each row")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--resume", description = "keep the rows that the file of --json has already")
    private boolean resume;

    @Option(
            names = "--target",
            paramLabel = "NAME=URL@PID",
            description = "measure this running server instead of starting any; repeatable, ratios refer to the first")
    private List<Target> targets = List.of();

    public static void main(String[] args) {
        System.exit(Foreground.run(() -> commandLine().execute(args)));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .registerConverter(Row.class, Row::parse)
                .registerConverter(Target.class, Target::parse)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Bench::complain);
    }

    private static int complain(Exception failed, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr()
                .println("bench: " + (failed instanceof InterruptedException ? "interrupted" : failed.getMessage()));
        return 1;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Plan plan = plan();
        Optional<String> missing = Tool.missing(targets.isEmpty() ? FOR_THE_RIG : FOR_GIVEN_TARGETS);
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        Report report = measure(plan);
        command().getOut().print(Table.of(report));
        command().getOut().flush();
        return report.failed() == 0 ? 0 : 1;
    }

    private CommandLine command() {
        return requireNonNull(spec).commandLine();
    }

    private Report measure(Plan plan) throws IOException, InterruptedException {
        WorkDirectory work = WorkDirectory.create();
        try {
            Report report = measure(plan, work);
            work.delete();
            return report;
        } catch (IOException failed) {
            // Logs of what was started stay; somebody else's targets left none.
            if (!targets.isEmpty()) {
                work.delete();
            }
            throw failed;
        } catch (InterruptedException stopped) {
            work.delete();
            throw stopped;
        }
    }

    private Report measure(Plan plan, WorkDirectory work) throws IOException, InterruptedException {
        Wrk wrk = new Wrk(work.unpack("report.lua"));
        Report report = earlier();
        for (Row row : rows) {
            if (!report.has(row.toString())) {
                Measurement measurement =
                        new Measurement(row, wrk, plan, command().getErr());
                measure(measurement, plan.starts(), work);
                report = report.with(measurement.result(), versions(measurement.versions()));
                write(report);
            }
        }
        return report;
    }

    private void measure(Measurement measurement, int starts, WorkDirectory work)
            throws IOException, InterruptedException {
        if (targets.isEmpty()) {
            measureOwnRigs(measurement, starts, work);
        } else {
            measurement.run(0, targets);
        }
    }

    private void measureOwnRigs(Measurement measurement, int starts, WorkDirectory work)
            throws IOException, InterruptedException {
        for (int start = 0; start < starts; start++) {
            Path directory = work.directory(measurement.row() + "-" + (start + 1));
            try (Rig rig = Rig.in(directory)) {
                measurement.run(start, rig.start());
            } catch (IOException failed) {
                throw new IOException(
                        failed.getMessage() + " (what was started has its logs in " + directory + ")", failed);
            }
        }
    }

    private Plan plan() {
        try {
            return new Plan(
                    targets.isEmpty() ? starts.orElse(quick ? 1 : 4) : 1,
                    rounds.orElse(quick || targets.isEmpty() ? 2 : 8),
                    Duration.ofSeconds(seconds.orElse(quick ? 1 : 5)),
                    Duration.ofSeconds(warmUp.orElse(quick ? 1 : 10)),
                    connections);
        } catch (IllegalArgumentException impossible) {
            throw new CommandLine.ParameterException(command(), impossible.getMessage());
        }
    }

    private Map<String, String> versions(Map<String, String> ofTargets) throws IOException, InterruptedException {
        Map<String, String> versions = new LinkedHashMap<>(ofTargets);
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        versions.put("client", Tool.WRK.version());
        if (targets.isEmpty()) {
            versions.put("backend", Tool.NGINX.version());
        }
        return versions;
    }

    /** What {@code --resume} finds; else a report without a row. */
    private Report earlier() throws IOException {
        if (resume && json.isPresent() && Files.exists(json.get())) {
            return JSON.readValue(Files.readString(json.get()), Report.class);
        }
        return new Report(Machine.description(), Map.of(), List.of());
    }

    private void write(Report report) throws IOException {
        if (json.isPresent()) {
            Files.writeString(json.get(), JSON.writeValueAsString(report) + "\n");
        }
    }
}
