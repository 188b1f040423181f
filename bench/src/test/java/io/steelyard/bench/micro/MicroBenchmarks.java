package io.steelyard.bench.micro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what {@code ./steelyard bench --jmh [REGEX]} asks for, and leaves the figures in {@code target/jmh.json} too. Its
 * name keeps it out of the tests.
 */
class MicroBenchmarks {
    private static final int ITERATIONS = 5;
    private static final int FORKS = 2;

    @Test
    void measure() throws Exception {
        Path figures = Files.createDirectories(Path.of("target")).resolve("jmh.json");
        new Runner(options(System.getProperty("jmh", "."))
                        .forks(FORKS)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(1))
                        .resultFormat(ResultFormatType.JSON)
                        .result(figures.toString())
                        .build())
                .run();
    }

    /** What every run has in common. */
    static ChainedOptionsBuilder options(String regex) {
        return new OptionsBuilder()
                .include(regex)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true);
    }
}
