package io.steelyard.conformance.churn;

import io.steelyard.conformance.soak.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        Plan plan = new Plan(requests, changes, kills, clients, algorithm);
        return run.of("churn", (directory, report) -> {
            try (ChurnSoak soak = new ChurnSoak(plan, directory, report)) {
                return soak.run();
            }
        });
    }
}
