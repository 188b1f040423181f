package io.steelyard.conformance.slow;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak slow}. */
@Command(
        name = "slow",
        mixinStandardHelpOptions = true,
        description = "Attacks with slow heads, slow bodies and slow reading, and watches other clients.",
        footer = {
            "",
            "Ends with 0 when no other client's request failed and the median of their p99 did not double; else with 1."
        })
public final class SlowCommand implements Callable<Integer> {
    private static final Duration BALANCER_TIMEOUT = Duration.ofSeconds(30);

    @Option(names = "--attackers", defaultValue = "4000", description = "of each kind (default: ${DEFAULT-VALUE})")
    private int attackers;

    @Option(names = "--rounds", defaultValue = "10", description = "with and without (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "of a round (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--clients", defaultValue = "8", description = "others at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        SlowPlan plan = new SlowPlan(
                attackers,
                rounds,
                Duration.ofSeconds(seconds),
                clients,
                Duration.ofSeconds(1),
                List.of("--balancer-connections", "20000"),
                BALANCER_TIMEOUT);
        return run.of("slow", (directory, report) -> new SlowSoak(plan, directory, report).run());
    }
}
