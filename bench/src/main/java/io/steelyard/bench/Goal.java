package io.steelyard.bench;

import io.steelyard.bench.result.Aim;
import io.steelyard.bench.result.Figure;
import io.steelyard.bench.result.Sample;
import io.steelyard.bench.result.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How one target should compare with another.
 *
 * @param of its name
 * @param against the other one's
 */
record Goal(Measure measure, String of, String against, Aim aim) {
    /** What is compared, within each round. */
    enum Measure {
        CPU("CPU per request", Sample::cpuMicros),
        THROUGHPUT("req/s", Sample::requestsPerSecond),
        P99("p99", sample -> Math.max(1, sample.p99Micros())),
        P999("p99.9", sample -> Math.max(1, sample.p999Micros()));

        private final String words;
        private final ToDoubleFunction<Sample> figure;

        Measure(String words, ToDoubleFunction<Sample> figure) {
            this.words = words;
            this.figure = figure;
        }
    }

    static Goal cpu(String of, String against, double atMost) {
        return new Goal(Measure.CPU, of, against, Aim.atMost(atMost));
    }

    static Goal throughput(String of, String against, double atLeast) {
        return new Goal(Measure.THROUGHPUT, of, against, Aim.atLeast(atLeast));
    }

    /** @param ofRounds the samples of both, as many of one as of the other */
    Figure figure(List<Sample> ofRounds, List<Sample> againstRounds) {
        return new Figure(
                "%s, %s / %s".formatted(measure.words, of, against),
                Spread.ofRatios(ofRounds, againstRounds, measure.figure),
                Optional.of(aim));
    }
}
