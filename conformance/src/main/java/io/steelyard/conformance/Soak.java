package io.steelyard.conformance;

import io.steelyard.conformance.bodies.BodiesCommand;
import io.steelyard.conformance.changes.ChangesCommand;
import io.steelyard.conformance.churn.ChurnCommand;
import io.steelyard.conformance.descriptors.DescriptorsCommand;
import io.steelyard.conformance.elb.ElbCommand;
import io.steelyard.conformance.faults.FaultsCommand;
import io.steelyard.conformance.halfclose.HalfCloseCommand;
import io.steelyard.conformance.kill.KillCommand;
import io.steelyard.conformance.mutations.MutationsCommand;
import io.steelyard.conformance.pause.PauseCommand;
import io.steelyard.conformance.restart.RestartCommand;
import io.steelyard.conformance.scale.ScaleCommand;
import io.steelyard.conformance.slow.SlowCommand;
import io.steelyard.conformance.watchdog.WatchdogCommand;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Long runs that break things on purpose. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Long runs that break things on purpose, on a service and a data directory of their own.",
        subcommands = {
            BodiesCommand.class,
            ChangesCommand.class,
            ChurnCommand.class,
            DescriptorsCommand.class,
            ElbCommand.class,
            FaultsCommand.class,
            HalfCloseCommand.class,
            KillCommand.class,
            MutationsCommand.class,
            PauseCommand.class,
            RestartCommand.class,
            ScaleCommand.class,
            SlowCommand.class,
            WatchdogCommand.class
        })
public final class Soak implements Callable<Integer> {
    @Option(names = "--list", description = "names every scenario, and what it does")
    private boolean list;

    @Spec
    @Nullable
    private CommandSpec spec;

    private Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() {
        CommandSpec soak = Objects.requireNonNull(spec);
        if (!list) {
            soak.commandLine().usage(System.err);
            return soak.exitCodeOnInvalidInput();
        }
        soak.subcommands()
                .forEach((name, scenario) -> System.out.printf(
                        "%-11s %s%n",
                        name,
                        String.join(
                                " ", scenario.getCommandSpec().usageMessage().description())));
        return 0;
    }
}
