package io.steelyard.conformance.soak;

import io.steelyard.conformance.figures.JsonReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all long runs have: a directory of their own, a report, and the exit code. */
public final class Run {
    @Option(names = "--json", paramLabel = "FILE", description = "also write the result there")
    private Optional<Path> json = Optional.empty();

    /** What is run. */
    public interface Scenario {
        /** @param directory an empty one for all of its files */
        Outcome play(Path directory, PrintStream report) throws IOException, InterruptedException;
    }

    /** Returns 0 when nothing went wrong, else 1. */
    public int of(String name, Scenario scenario) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("steelyard-" + name);
        System.out.println("Everything of this run, logs included, is in " + directory);
        Outcome outcome = scenario.play(directory, System.out);
        outcome.print(System.out);
        json.ifPresent(file -> JsonReport.write(file, outcome));
        return outcome.isClean() ? 0 : 1;
    }
}
