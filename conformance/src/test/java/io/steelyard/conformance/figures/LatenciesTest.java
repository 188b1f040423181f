package io.steelyard.conformance.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesAreTakenOverAllParts() {
        Latencies low = new Latencies();
        Latencies high = new Latencies();
        for (int millis = 1; millis <= 1_000; millis++) {
            low.addNanos(millis * 1_000_000L);
            high.addNanos((1_000 + millis) * 1_000_000L);
        }

        Latencies.Summary summary = Latencies.merged(List.of(high, low)).summary();

        assertThat(summary).isEqualTo(new Latencies.Summary(2_000, 1_000, 1_980, 2_000));
    }

    @Test
    void nothingMeasuredIsZero() {
        assertThat(new Latencies().summary()).isEqualTo(new Latencies.Summary(0, 0, 0, 0));
    }
}
