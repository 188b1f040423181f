package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void tellsWhatAShareDoesNotExceed() {
        LongStream.rangeClosed(1, 1_000).forEach(value -> histogram.add(value * 1_000_000 - 1));

        assertThat(histogram.micros(0.5)).isEqualTo(500_000);
        assertThat(histogram.micros(0.99)).isEqualTo(990_000);
        assertThat(histogram.micros(0.999)).isEqualTo(999_000);
    }

    @Test
    void countsWhatLiesBeyondItsEnd() {
        histogram.add(Long.MAX_VALUE);

        assertThat(histogram.count()).isOne();
        assertThat(histogram.micros(1)).isEqualTo(5_000_010);
    }

    @Test
    void hasNothingToTellOfNothing() {
        assertThat(histogram.micros(0.5)).isZero();
    }
}
