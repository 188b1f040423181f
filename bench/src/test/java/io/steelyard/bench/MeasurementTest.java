package io.steelyard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void turnsTheOrderRoundEveryRound() {
        assertThat(Measurement.order(3, 0)).containsExactly(0, 1, 2);
        assertThat(Measurement.order(3, 1)).containsExactly(2, 1, 0);
        assertThat(Measurement.order(3, 2)).containsExactly(0, 1, 2);
    }
}
