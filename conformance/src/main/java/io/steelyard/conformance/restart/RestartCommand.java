package io.steelyard.conformance.restart;

import io.steelyard.conformance.figures.JsonReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soak restart}. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Restarts the proxy under traffic, and counts every request.",
        footer = {"", "Ends with 0 when every request was answered rightly; else with 1."})
public final class RestartCommand implements Callable<Integer> {
    @Option(names = "--requests", defaultValue = "1000000", description = "at least (default: ${DEFAULT-VALUE})")
    private long requests;

    @Option(names = "--restarts", defaultValue = "20", description = "of the proxy (default: ${DEFAULT-VALUE})")
    private int restarts;

    @Option(names = "--clients", defaultValue = "16", description = "that ask at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result there")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-restart");
        System.out.println("Everything of this run, logs and journals included, is in " + directory);
        try (RestartSoak soak = new RestartSoak(new RestartPlan(requests, restarts, clients), directory, System.out)) {
            RestartResult result = soak.run();
            print(result, System.out);
            json.ifPresent(file -> JsonReport.write(file, result));
            return result.isClean() ? 0 : 1;
        }
    }

    private static void print(RestartResult result, PrintStream out) {
        result.failed()
                .forEach(one -> out.printf("FAILED request %d, seen %s: %s%n", one.request(), one.at(), one.reason()));
        result.violations().forEach(violation -> out.println("VIOLATION " + violation));
        out.printf("%d restarts: %s%n", result.restarts(), result.took());
        out.printf("%,.0f requests/s, %s%n", result.requests() / result.seconds(), result.latency());
        out.printf(
                "%,d requests, %d failed, %d violations%n",
                result.requests(), result.failed().size(), result.violations().size());
    }
}
