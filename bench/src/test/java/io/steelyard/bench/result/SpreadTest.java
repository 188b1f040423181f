package io.steelyard.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 1, 2, 3, 3));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(4, 1, 10, 2)).isEqualTo(new Spread(1, 1, 3, 10, 10));
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAsManyValuesBelowTheMedianAsAbove() {
        Random random = new Random(7);
        for (int times = 0; times < 500; times++) {
            double[] values = random.doubles(1 + random.nextInt(40)).toArray();

            Spread spread = Spread.of(values);

            long below = count(values, -1, spread.median());
            long above = count(values, 1, spread.median());
            assertThat(below).isEqualTo(above);
            assertThat(values).contains(spread.min(), spread.max());
        }
    }

    private static long count(double[] values, int side, double median) {
        return java.util.Arrays.stream(values)
                .filter(value -> Double.compare(value, median) == side)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 5", "8, 1, 8", "9, 2, 8", "20, 6, 15"})
    void knowsHowFarTheMedianMayLieFromWhatWasSeen(int values, double low, double high) {
        Spread spread =
                Spread.of(IntStream.rangeClosed(1, values).asDoubleStream().toArray());

        assertThat(spread.low()).isEqualTo(low);
        assertThat(spread.high()).isEqualTo(high);
    }

    @Test
    void takesRatiosWithinEachRoundBeforeTheirMedian() {
        List<Sample> samples = List.of(Samples.withCpu(1), Samples.withCpu(10), Samples.withCpu(300));
        List<Sample> others = List.of(Samples.withCpu(2), Samples.withCpu(40), Samples.withCpu(100));

        Spread ratios = Spread.ofRatios(samples, others, Sample::cpuMicros);

        assertThat(ratios).isEqualTo(new Spread(0.25, 0.25, 0.5, 3, 3));
    }
}
