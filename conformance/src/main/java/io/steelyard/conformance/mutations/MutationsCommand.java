package io.steelyard.conformance.mutations;

import io.steelyard.conformance.soak.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak mutations}. */
@Command(
        name = "mutations",
        mixinStandardHelpOptions = true,
        description = "Sends what is nearly requests, and watches what comes of it at the node.",
        footer = {"", "Ends with 0 when nothing was found; else with 1."})
public final class MutationsCommand implements Callable<Integer> {
    @Option(names = "--count", defaultValue = "1000000", description = "inputs (default: ${DEFAULT-VALUE})")
    private long count;

    @Option(
            names = "--first",
            defaultValue = "0",
            description = "the number of the first input: with --count 1, one alone (default: ${DEFAULT-VALUE})")
    private long first;

    @Option(names = "--seed", defaultValue = "1", description = "what they are made by (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--clients", defaultValue = "8", description = "that send at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        MutationsPlan plan = new MutationsPlan(count, first, seed, clients);
        return run.of("mutations", (directory, report) -> {
            try (MutationsSoak soak = new MutationsSoak(plan, directory, report)) {
                return soak.run();
            }
        });
    }
}
