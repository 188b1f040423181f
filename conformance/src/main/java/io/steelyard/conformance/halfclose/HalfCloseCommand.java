package io.steelyard.conformance.halfclose;

import io.steelyard.conformance.soak.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak halfclose}. */
@Command(
        name = "halfclose",
        mixinStandardHelpOptions = true,
        description =
                "Has clients and nodes finish first, over TCP, HTTP and TLS, and looks whether everything arrives.",
        footer = {"", "Ends with 0 when it did; else with 1."})
public final class HalfCloseCommand implements Callable<Integer> {
    @Option(names = "--times", defaultValue = "500", description = "each way (default: ${DEFAULT-VALUE})")
    private int times;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        return run.of("halfclose", (directory, report) -> new HalfCloseSoak(times, directory, report).run());
    }
}
