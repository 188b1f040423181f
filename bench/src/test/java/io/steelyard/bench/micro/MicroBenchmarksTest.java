package io.steelyard.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicroBenchmarksTest {
    @Test
    void everyOneRuns() throws Exception {
        // Its figures mean nothing, so somebody else's run at the same time does no harm.
        System.setProperty("jmh.ignoreLock", "true");

        Collection<RunResult> results = new Runner(MicroBenchmarks.options(".")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark().replaceAll(".*\\.", ""))
                .contains("scan", "takeAndRelease", "admits");
    }
}
