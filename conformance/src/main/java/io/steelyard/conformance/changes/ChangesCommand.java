package io.steelyard.conformance.changes;

import io.steelyard.conformance.soak.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code soak changes}. */
@Command(
        name = "changes",
        mixinStandardHelpOptions = true,
        description = "Changes a balancer in every way under traffic, and counts every request.",
        footer = {"", "Ends with 0 when every request was answered rightly and every change took effect; else with 1."})
public final class ChangesCommand implements Callable<Integer> {
    @Option(names = "--requests", defaultValue = "10000000", description = "at least (default: ${DEFAULT-VALUE})")
    private long requests;

    @Option(names = "--changes", defaultValue = "1000", description = "at least (default: ${DEFAULT-VALUE})")
    private int changes;

    @Option(names = "--per-second", defaultValue = "5", description = "changes (default: ${DEFAULT-VALUE})")
    private int perSecond;

    @Option(names = "--clients", defaultValue = "16", description = "that ask at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--leaks", description = "have the proxy look for buffers that nobody released; slow")
    private boolean leaks;

    @Mixin
    private Run run = new Run();

    @Override
    public Integer call() throws Exception {
        ChangesPlan plan = new ChangesPlan(requests, changes, perSecond, clients, leaks);
        return run.of("changes", (directory, report) -> new ChangesSoak(plan, directory, report).run());
    }
}
