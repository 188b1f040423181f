package io.steelyard.bench.result;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where the values of all rounds lie.
 *
 * @param low from here to {@code high} the median of all rounds that one could measure lies, with 95 % certainty or more;
 *     fewer than six rounds cannot say that much, and show their smallest and largest
 * @param median the middle one, or the mean of the two in the middle
 */
public record Spread(double min, double low, double median, double high, double max) {
    private static final double OUTSIDE = 0.025;

    /** @throws IllegalArgumentException when there are none */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        int cut = cut(sorted.length);
        return new Spread(
                sorted[0],
                sorted[cut],
                (sorted[last / 2] + sorted[sorted.length / 2]) / 2,
                sorted[last - cut],
                sorted[last]);
    }

    /**
     * How many of the smallest, and of the largest, lie outside the interval: by the sign test, the probability that as few
     * of n values fall on one side of the median is that of as few heads among n coins.
     */
    private static int cut(int values) {
        double exactly = Math.pow(0.5, values);
        double atMost = exactly;
        int cut = 0;
        while (atMost <= OUTSIDE) {
            cut++;
            exactly *= (double) (values - cut + 1) / cut;
            atMost += exactly;
        }
        return Math.max(0, cut - 1);
    }

    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return of(samples.stream().mapToDouble(figure).toArray());
    }

    /** Ratios of each round's figure to the other target's in the same round. */
    public static Spread ofRatios(List<Sample> samples, List<Sample> others, ToDoubleFunction<Sample> figure) {
        return of(IntStream.range(0, samples.size())
                .mapToDouble(
                        round -> figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(others.get(round)))
                .toArray());
    }
}
