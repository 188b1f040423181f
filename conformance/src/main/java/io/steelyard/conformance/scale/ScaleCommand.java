package io.steelyard.conformance.scale;

import io.steelyard.conformance.figures.JsonReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soak scale}. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description = "Puts many balancers on this machine and measures start, lists, changes, idle load and memory.",
        footer = {
            "",
            "Ends with 0 when nothing went wrong and, up to " + ScaleResult.JUDGED_BALANCERS
                    + " balancers, no target was missed; else with 1. docs/develop/soaks.md has the targets."
        })
public final class ScaleCommand implements Callable<Integer> {
    @Option(names = "--balancers", defaultValue = "1000", description = "how many (default: ${DEFAULT-VALUE})")
    private int balancers;

    @Option(names = "--nodes", defaultValue = "10", description = "of each (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--pages", defaultValue = "500", description = "listed (default: ${DEFAULT-VALUE})")
    private int pages;

    @Option(names = "--samples", defaultValue = "200", description = "of changes (default: ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--idle-seconds",
            defaultValue = "60",
            description = "over which idle load is taken (default: ${DEFAULT-VALUE})")
    private int idleSeconds;

    /** Until the compilers of both processes have no more to do. */
    private static final Duration CALM = Duration.ofSeconds(30);

    @Option(names = "--features", description = "turn every feature of every balancer on")
    private boolean features;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result there")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-scale");
        System.out.println("Everything of this run, logs included, is in " + directory);
        ScalePlan plan =
                new ScalePlan(balancers, nodes, pages, samples, features, CALM, Duration.ofSeconds(idleSeconds));
        try (ScaleSoak soak = new ScaleSoak(plan, directory, System.out)) {
            ScaleResult result = soak.run();
            print(result, System.out);
            json.ifPresent(file -> JsonReport.write(file, result));
            return result.problems().isEmpty() && result.missed().isEmpty() ? 0 : 1;
        }
    }

    private static void print(ScaleResult result, PrintStream out) {
        ScaleResult.Processes idle = result.idle();
        out.printf(
                "%n%,d balancers of %d nodes%s%n",
                result.balancers(), result.nodes(), result.features() ? ", every feature on" : "");
        row(out, "made and ACTIVE", "%.1f s, %.0f a second", result.createSeconds(), result.createdPerSecond());
        row(out, "start to ready", "%,d ms", result.startToReadyMs());
        row(out, "ready to all serving", "%,d ms", result.readyToServingMs());
        row(out, "CPU to all serving", "%.1f s", result.servingCpuSeconds());
        row(out, "list page of 100", "%s", result.listPage());
        row(out, "CPU of a list page", "%.1f ms", result.listPageCpuMs());
        row(out, "node added to effect", "%s", result.added());
        row(out, "node disabled to effect", "%s", result.disabled());
        row(out, "idle, percent of a core", "control %.2f, proxy %.2f", idle.controlCpu(), idle.proxyCpu());
        row(out, "memory", "control %.0f MiB, proxy %.0f MiB", idle.controlMiB(), idle.proxyMiB());
        row(out, "the proxy's descriptors", "%,d", idle.proxyDescriptors());
        row(out, "the store's files", "%.1f MiB", result.storeMiB());
        result.problems().forEach(problem -> out.println("PROBLEM " + problem));
        result.missed().forEach(missed -> out.println("MISSED " + missed));
    }

    private static void row(PrintStream out, String what, String form, Object... figures) {
        out.printf("  %-26s %s%n", what, form.formatted(figures));
    }
}
