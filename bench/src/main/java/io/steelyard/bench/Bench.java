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
            "Measures Steelyard and Debian's HAProxy side by side on loopback: CPU time per request, throughput, latency,"
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
    private static final Set<Tool> FOR_GIVEN_TARGETS = EnumSet.of(Tool.WRK);

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--row", paramLabel = "ROW", description = "keep-alive or connection-per-request; repeatable (all)")
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

    @Option(names = "--connections", paramLabel = "N", description = "of the client (64)")
    private int connections = 64;

    @Option(names = "--quick", description = "1 start, 2 rounds of 1 s: shows that all works, its figures mean nothing")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "also write everything measured there")
    private Optional<Path> json = Optional.empty();

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
        if (json.isPresent()) {
            write(report, json.get());
        }
        return report.failed() == 0 ? 0 : 1;
    }

    private CommandLine command() {
        return requireNonNull(spec).commandLine();
    }

    private Report measure(Plan plan) throws IOException, InterruptedException {
        WorkDirectory work = WorkDirectory.create();
        Measurement measurement = new Measurement(
                new Wrk(work.unpack("report.lua")), plan, command().getErr());
        if (targets.isEmpty()) {
            measureOwnRigs(plan.starts(), measurement, work);
        } else {
            measureGiven(measurement, work);
        }
        return new Report(Machine.description(), versions(measurement.versions()), measurement.results());
    }

    private void measureOwnRigs(int starts, Measurement measurement, WorkDirectory work)
            throws IOException, InterruptedException {
        for (int start = 0; start < starts; start++) {
            Path directory = Files.createDirectory(work.path().resolve("start-" + (start + 1)));
            try (Rig rig = Rig.in(directory)) {
                measure(rig.start(), start, measurement);
            } catch (IOException failed) {
                throw new IOException(
                        failed.getMessage() + " (what was started has its logs in " + directory + ")", failed);
            } catch (InterruptedException stopped) {
                work.delete();
                throw stopped;
            }
        }
        work.delete();
    }

    private void measureGiven(Measurement measurement, WorkDirectory work) throws IOException, InterruptedException {
        try {
            measure(targets, 0, measurement);
        } finally {
            work.delete();
        }
    }

    private void measure(List<Target> measured, int start, Measurement measurement)
            throws IOException, InterruptedException {
        for (Row row : rows) {
            measurement.run(row, start, measured);
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

    private static void write(Report report, Path file) throws IOException {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, mapper.writeValueAsString(report) + "\n");
    }
}
