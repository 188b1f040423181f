package io.steelyard.conformance.descriptors;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak descriptors}. */
@Command(
        name = "descriptors",
        mixinStandardHelpOptions = true,
        description = "Takes every file descriptor of the proxy, and looks whether it rests, serves on and recovers.",
        footer = {"", "Ends with 0 when it did; else with 1."})
public final class DescriptorsCommand implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "30", description = "without any (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--times", defaultValue = "5", description = "in a row (default: ${DEFAULT-VALUE})")
    private int times;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        return run.of(
                "descriptors",
                (directory, report) ->
                        new DescriptorsSoak(Duration.ofSeconds(seconds), times, directory, report).run());
    }
}
