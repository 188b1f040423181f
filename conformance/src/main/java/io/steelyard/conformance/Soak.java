package io.steelyard.conformance;

import io.steelyard.conformance.churn.ChurnCommand;
import io.steelyard.conformance.kill.KillCommand;
import io.steelyard.conformance.scale.ScaleCommand;
import io.steelyard.conformance.watchdog.WatchdogCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Long runs that break things on purpose. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Long runs that break things on purpose, on a service and a data directory of their own.",
        subcommands = {ChurnCommand.class, KillCommand.class, ScaleCommand.class, WatchdogCommand.class})
public final class Soak {
    private Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }
}
