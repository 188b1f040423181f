package io.steelyard.conformance.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soak kill}. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Kills the control process, the proxy, and both, under writes and traffic.")
public final class KillCommand implements Callable<Integer> {
    @Option(names = "--times", defaultValue = "50", description = "how often each (default: ${DEFAULT-VALUE})")
    private int times;

    @Option(names = "--seed", defaultValue = "1", description = "of the random moments (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws Exception {
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
