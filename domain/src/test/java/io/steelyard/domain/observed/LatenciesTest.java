package io.steelyard.domain.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void aQuantileLiesWithinTheClassThatHoldsIt() {
        Latencies latencies = of(2, 90).plus(of(7, 10));

        assertThat(latencies.quantile(0.5)).isBetween(Duration.ofNanos(500_000), Duration.ofMillis(1));
        assertThat(latencies.quantile(0.9)).isEqualTo(Duration.ofMillis(1));
        assertThat(latencies.quantile(0.99)).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
        assertThat(latencies.quantile(1)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void whatTookLongerThanAllBoundsIsTheLastOne() {
        assertThat(of(Latencies.BOUNDS.size(), 1).quantile(0.5)).isEqualTo(Latencies.BOUNDS.getLast());
        assertThat(Latencies.NONE.quantile(0.99)).isZero();
    }

    @Test
    void whatIsLessThanBeforeWasCountedAnew() {
        assertThat(of(2, 5).since(of(2, 3))).isEqualTo(of(2, 2));
        assertThat(of(2, 1).since(of(2, 3))).isEqualTo(of(2, 1));
    }

    /** So many of one class, each of 1 ns. */
    private static Latencies of(int place, long count) {
        List<Long> counts = new ArrayList<>(Latencies.NONE.counts());
        counts.set(place, count);
        return new Latencies(counts, count);
    }
}
