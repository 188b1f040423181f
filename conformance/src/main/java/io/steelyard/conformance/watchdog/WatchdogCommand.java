package io.steelyard.conformance.watchdog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code soak watchdog}. */
@Command(
        name = "watchdog",
        mixinStandardHelpOptions = true,
        description =
                "Has each process die at each step of creating, updating and deleting, and looks for what is left.")
public final class WatchdogCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("steelyard-soak");
        System.out.println("Everything of this run, logs included, is in " + directory);
        try (WatchdogSoak soak = new WatchdogSoak(directory.resolve("data"), System.out)) {
            List<String> violations = soak.run(false);
            violations.forEach(violation -> System.out.println("VIOLATION " + violation));
            System.out.printf("%d violations%n", violations.size());
            return violations.isEmpty() ? 0 : 1;
        }
    }
}
