package io.steelyard.conformance.pause;

import io.steelyard.conformance.soak.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak pause}. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Has processes stand still, or their clock jump, and looks whether nodes are blamed.",
        footer = {"", "Ends with 0 when no node was seen OFFLINE and no request failed; else with 1."})
public final class PauseCommand implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "30", description = "of each pause (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--clients", defaultValue = "8", description = "that ask at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--jump", description = "have the date jump instead; takes much of a processor")
    private boolean jump;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        return run.of("pause", (directory, report) -> {
            PauseSoak soak = new PauseSoak(Duration.ofSeconds(seconds), clients, directory, report);
            return jump ? soak.jump() : soak.pause();
        });
    }
}
