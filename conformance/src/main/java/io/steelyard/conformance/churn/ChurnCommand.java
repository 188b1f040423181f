package io.steelyard.conformance.churn;

import io.steelyard.conformance.figures.JsonReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soak churn}. */
@Command(
        name = "churn",
        mixinStandardHelpOptions = true,
        description = "Adds, drains, disables, removes and kills nodes under traffic, and counts every request.",
        footer = {
            "",
            "Ends with 0 when every request was answered rightly, those apart whose answer had begun when their node was"
                    + " disabled or killed; else with 1. docs/develop/soaks.md has the rule."
        })
public final class ChurnCommand implements Callable<Integer> {
    @Option(names = "--requests", defaultValue = "1000000", description = "at least (default: ${DEFAULT-VALUE})")
    private long requests;

    @Option(
            names = "--changes",
            defaultValue = "200",
            description = "how often a node is added, drained, disabled and removed (default: ${DEFAULT-VALUE})")
    private int changes;

    @Option(
            names = "--kills",
            defaultValue = "20",
            description = "how often a node is killed and started again (default: ${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--clients", defaultValue = "16", description = "that ask at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--algorithm",
            defaultValue = "ROUND_ROBIN",
            description = "of the balancer (default: ${DEFAULT-VALUE})")
    private String algorithm = "ROUND_ROBIN";

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result there")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-churn");
        System.out.println("Everything of this run, logs and journals included, is in " + directory);
        try (ChurnSoak soak =
                new ChurnSoak(new Plan(requests, changes, kills, clients, algorithm), directory, System.out)) {
            ChurnResult result = soak.run();
            print(result, System.out);
            json.ifPresent(file -> JsonReport.write(file, result));
            return result.isClean() ? 0 : 1;
        }
    }

    static void print(ChurnResult result, PrintStream out) {
        result.apart()
                .forEach(one -> out.printf(
                        "APART request %d, seen %s: its answer had begun when %s was %s at %s (%s)%n",
                        one.request(), one.seenAt(), one.node(), one.cause(), one.cutAt(), one.reason()));
        result.failed()
                .forEach(one -> out.printf("FAILED request %d, seen %s: %s%n", one.request(), one.at(), one.reason()));
        result.violations().forEach(violation -> out.println("VIOLATION " + violation));
        out.printf(
                "%d times a node was added, drained, enabled, disabled and removed; %d kills, %d of them replaced%n",
                result.changes(), result.kills(), result.replaced());
        out.printf("%,d requests asked again of a node%n", result.askedAgain());
        out.printf("%,.0f requests/s, %s%n", result.requests() / result.seconds(), result.latency());
        out.printf(
                "%,d requests, %d failed, %d apart, %d violations%n",
                result.requests(),
                result.failed().size(),
                result.apart().size(),
                result.violations().size());
    }
}
