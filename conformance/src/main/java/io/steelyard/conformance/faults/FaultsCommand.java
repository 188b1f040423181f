package io.steelyard.conformance.faults;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Has nodes fail in every way under traffic, and counts what clients are told and how often a POST arrives.",
        footer = {"", "Ends with 0 when no POST arrived twice and every client was told something in time; else with 1."
        })
public final class FaultsCommand implements Callable<Integer> {
    @Option(names = "--requests", defaultValue = "200000", description = "at least (default: ${DEFAULT-VALUE})")
    private long requests;

    @Option(names = "--clients", defaultValue = "32", description = "that ask at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--spell-millis",
            defaultValue = "5000",
            description = "until a node fails in another way (default: ${DEFAULT-VALUE})")
    private int spellMillis;

    @Option(names = "--leaks", description = "have the proxy look for buffers that nobody released; slow")
    private boolean leaks;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        FaultsPlan plan =
                new FaultsPlan(requests, clients, Duration.ofMillis(spellMillis), Duration.ofSeconds(1), leaks);
        return run.of("faults", (directory, report) -> new FaultsSoak(plan, directory, report).run());
    }
}
