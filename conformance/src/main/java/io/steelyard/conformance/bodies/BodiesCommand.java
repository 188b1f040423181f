package io.steelyard.conformance.bodies;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak bodies}. */
@Command(
        name = "bodies",
        mixinStandardHelpOptions = true,
        description = "Sends large bodies to a node that reads slowly, and watches the proxy's memory.",
        footer = {
            "",
            "Ends with 0 when every body arrived whole and the proxy grew by no more than it may; else with 1."
        })
public final class BodiesCommand implements Callable<Integer> {
    @Option(names = "--connections", defaultValue = "8000", description = "at once (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--octets", defaultValue = "1048576", description = "of each body (default: ${DEFAULT-VALUE})")
    private int octets;

    @Option(
            names = "--pause-millis",
            defaultValue = "1000",
            description = "of the node after each 16 KiB of a body (default: ${DEFAULT-VALUE})")
    private int pauseMillis;

    @Option(
            names = "--most-mib",
            defaultValue = "400",
            description = "that the proxy may grow by (default: ${DEFAULT-VALUE})")
    private int mostMiB;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        BodiesPlan plan = new BodiesPlan(connections, octets, Duration.ofMillis(pauseMillis), mostMiB);
        return run.of("bodies", (directory, report) -> new BodiesSoak(plan, directory, report).run());
    }
}
