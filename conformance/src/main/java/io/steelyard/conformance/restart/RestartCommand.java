package io.steelyard.conformance.restart;

import io.steelyard.conformance.soak.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        RestartPlan plan = new RestartPlan(requests, restarts, clients);
        return run.of("restart", (directory, report) -> {
            try (RestartSoak soak = new RestartSoak(plan, directory, report)) {
                return soak.run();
            }
        });
    }
}
