package io.steelyard.bench;

import static java.util.Objects.requireNonNull;

import io.steelyard.bench.load.Ab;
import io.steelyard.bench.load.Clients;
import io.steelyard.bench.load.H2load;
import io.steelyard.bench.load.OpenLoop;
import io.steelyard.bench.load.Wrk;
import io.steelyard.bench.process.Foreground;
import io.steelyard.bench.process.Machine;
import io.steelyard.bench.process.Tool;
import io.steelyard.bench.result.Report;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.result.Table;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
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
    private static final int SECONDS_PER_MINUTE = 60;
    private static final Set<Tool> FOR_THE_RIG = EnumSet.allOf(Tool.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Set<Tool> FOR_GIVEN_TARGETS = EnumSet.of(Tool.WRK);

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--row",
            paramLabel = "ROW",
            description = "${COMPLETION-CANDIDATES}; repeatable (all but balancers-10000)")
    private List<Row> rows = List.of();

    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "of everything, one after another: a request costs more after one start than after another (each row has its own number)")
    private Optional<Integer> starts = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "measured for each row after each start; an even number is fairest (each row has its own number)")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "of load on each target in a round (each row has its own number)")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "of load on each target before a row (each row has its own number)")
    private Optional<Integer> warmUp = Optional.empty();

    @Option(names = "--connections", paramLabel = "N", description = "of the client (each row has its own number)")
    private Optional<Integer> connections = Optional.empty();

    @Option(names = "--pause-minutes", paramLabel = "N", description = "of load in which pauses are looked for (1)")
    private Optional<Integer> pauseMinutes = Optional.empty();

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
        List<Task> tasks = tasks();
        Optional<String> missing = Tool.missing(targets.isEmpty() ? FOR_THE_RIG : FOR_GIVEN_TARGETS);
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        Report report = measure(tasks);
        command().getOut().print(Table.of(report));
        command().getOut().flush();
        return report.failed() == 0 ? 0 : 1;
    }

    private List<Task> tasks() {
        List<Row> wanted = rows.isEmpty() ? usualRows() : rows;
        for (Row row : wanted) {
            if (!targets.isEmpty() && !row.suitsAnyServer()) {
                throw wrong("row " + row + " starts its own servers: it does not go with --target");
            }
        }
        return wanted.stream().map(row -> new Task(row, plan(row))).toList();
    }

    private List<Row> usualRows() {
        return Arrays.stream(Row.values())
                .filter(row -> targets.isEmpty() ? row.isUsual() : row.suitsAnyServer())
                .toList();
    }

    private CommandLine command() {
        return requireNonNull(spec).commandLine();
    }

    private Report measure(List<Task> tasks) throws IOException, InterruptedException {
        WorkDirectory work = WorkDirectory.create();
        try {
            Report report = measure(tasks, session(work));
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

    private Session session(WorkDirectory work) throws IOException {
        Clients clients = new Clients(
                new Wrk(work.unpack("report.lua")),
                new H2load(work.path().resolve("h2load.log")),
                new Ab(),
                new OpenLoop());
        return new Session(clients, work, command().getErr(), targets);
    }

    private Report measure(List<Task> tasks, Session session) throws IOException, InterruptedException {
        Report report = earlier();
        Deque<Task> left = new ArrayDeque<>();
        for (Task task : tasks) {
            if (!report.has(task.row().toString())) {
                left.add(task);
            }
        }
        while (!left.isEmpty()) {
            session.progress().printf("%d rows to go, about %d minutes%n", left.size(), minutes(left));
            RowResult result = left.remove().run(session);
            report = report.with(result, versions(session));
            write(report);
        }
        return report;
    }

    private static long minutes(Collection<Task> tasks) {
        return tasks.stream()
                .map(Task::estimate)
                .reduce(Duration.ofSeconds(SECONDS_PER_MINUTE / 2), Duration::plus)
                .toMinutes();
    }

    private Plan plan(Row row) {
        Plan usual = row.plan();
        boolean given = !targets.isEmpty();
        try {
            return new Plan(
                    given ? 1 : starts.orElse(quick ? 1 : usual.starts()),
                    rounds.orElse(quick ? 2 : given ? 8 : usual.rounds()),
                    length(row),
                    Duration.ofSeconds(
                            warmUp.orElse(quick ? 1 : (int) usual.warmUp().toSeconds())),
                    connections,
                    quick);
        } catch (IllegalArgumentException impossible) {
            throw wrong(String.valueOf(impossible.getMessage()));
        }
    }

    private Duration length(Row row) {
        return row == Row.PAUSES && pauseMinutes.isPresent()
                ? Duration.ofMinutes(pauseMinutes.get())
                : Duration.ofSeconds(
                        seconds.orElse(quick ? 1 : (int) row.plan().length().toSeconds()));
    }

    private CommandLine.ParameterException wrong(String complaint) {
        return new CommandLine.ParameterException(command(), complaint);
    }

    private Map<String, String> versions(Session session) throws IOException, InterruptedException {
        Map<String, String> versions = new LinkedHashMap<>(session.versions());
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        versions.put("wrk", Tool.WRK.version());
        if (targets.isEmpty()) {
            versions.put("h2load", Tool.H2LOAD.version());
            versions.put("ab", Tool.AB.version());
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
