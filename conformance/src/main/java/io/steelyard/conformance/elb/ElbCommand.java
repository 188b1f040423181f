package io.steelyard.conformance.elb;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak elb}. */
@Command(
        name = "elb",
        mixinStandardHelpOptions = true,
        description =
                "Puts many classic load balancers on this machine and measures describing them and registering instances.",
        footer = {
            "",
            "Ends with 0 when nothing went wrong and, up to " + ElbResult.JUDGED_BALANCERS
                    + " load balancers, no target was missed; else with 1. docs/develop/soaks.md has the targets."
        })
public final class ElbCommand implements Callable<Integer> {
    @Option(names = "--balancers", defaultValue = "200", description = "how many (default: ${DEFAULT-VALUE})")
    private int balancers;

    @Option(names = "--instances", defaultValue = "20", description = "of each (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--rounds",
            defaultValue = "500",
            description = "in which all, one and 20 of them are described (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--registrations",
            defaultValue = "50",
            description = "of one more instance (default: ${DEFAULT-VALUE})")
    private int registrations;

    @Option(
            names = "--interval-seconds",
            defaultValue = "5",
            description = "of health checks (default: ${DEFAULT-VALUE})")
    private int intervalSeconds;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        ElbPlan plan = new ElbPlan(balancers, instances, rounds, registrations, Duration.ofSeconds(intervalSeconds));
        return run.of("elb", (directory, report) -> {
            try (ElbSoak soak = new ElbSoak(plan, directory, report)) {
                return soak.run();
            }
        });
    }
}
