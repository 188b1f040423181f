package io.steelyard.bench.result;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where the values of all rounds lie.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
public record Spread(double min, double median, double max) {

    /** @throws IllegalArgumentException when there are none */
    static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return new Spread(sorted[0], (sorted[lower] + sorted[upper]) / 2, sorted[sorted.length - 1]);
    }

    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return of(samples.stream().mapToDouble(figure).toArray());
    }

    /** Ratios of each round's figure to the other target's in the same round. */
    static Spread ofRatios(List<Sample> samples, List<Sample> others, ToDoubleFunction<Sample> figure) {
        return of(IntStream.range(0, samples.size())
                .mapToDouble(
                        round -> figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(others.get(round)))
                .toArray());
    }
}
