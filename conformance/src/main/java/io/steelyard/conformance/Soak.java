package io.steelyard.conformance;

import io.steelyard.conformance.kill.KillSoak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Long runs that break things on purpose. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Long runs that break things on purpose, on a service and a data directory of their own.")
public final class Soak {
    private Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Command(
            name = "kill",
            mixinStandardHelpOptions = true,
            description = "Kills the control process, the proxy, and both, under writes and traffic.")
    int kill(
            @Option(names = "--times", defaultValue = "50", description = "how often each (default: ${DEFAULT-VALUE})")
                    int times,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            description = "of the random moments (default: ${DEFAULT-VALUE})")
                    long seed)
            throws Exception {
        Path directory = Files.createTempDirectory("steelyard-soak");
        Path data = directory.resolve("data");
        System.out.println("Everything of this run, logs included, is in " + directory);
        try (KillSoak soak = new KillSoak(data, seed, System.out)) {
            List<String> violations = soak.run(times);
            print("the proxy is killed, from then", soak.afterProxyMs());
            print("both are killed, from the start of control", soak.afterBothMs());
            violations.forEach(violation -> System.out.println("VIOLATION " + violation));
            System.out.printf("%d violations%n", violations.size());
            return violations.isEmpty() ? 0 : 1;
        }
    }

    private static void print(String what, List<Long> outagesMs) {
        List<Long> sorted = outagesMs.stream().sorted().toList();
        System.out.printf(
                "served again when %s: median %d ms, longest %d ms, of %d%n",
                what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }
}
