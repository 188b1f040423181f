package io.steelyard.conformance.mutations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-mutations");
        System.out.println("Everything of this run, logs included, is in " + directory);
        MutationsPlan plan = new MutationsPlan(count, first, seed, clients);
        try (MutationsSoak soak = new MutationsSoak(plan, directory, System.out)) {
            MutationsResult result = soak.run();
            result.findings().forEach(finding -> System.out.println("FOUND " + finding));
            System.out.printf(
                    "%,d inputs of seed %d in %.0f s, %,d requests at the node, proxy %.0f MiB, then %.0f; %d found%n",
                    result.sent(),
                    seed,
                    result.seconds(),
                    result.heard(),
                    result.before(),
                    result.after(),
                    result.findings().size());
            return result.isClean() ? 0 : 1;
        }
    }
}
