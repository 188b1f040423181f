package io.steelyard.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficOptionsTest {
    private static final SlowStart SHORT = new SlowStart(Duration.ofSeconds(5));
    private static final SlowStart LONG = new SlowStart(Duration.ofSeconds(900));

    @Test
    void anOptionTakesThePlaceOfOneOfItsKind() {
        TrafficOptions options = TrafficOptions.NONE.with(SHORT).with(LONG);

        assertThat(options.all()).containsExactly(LONG);
        assertThat(options.find(SlowStart.class)).contains(LONG);
        assertThat(options.without(SlowStart.class)).isEqualTo(TrafficOptions.NONE);
    }

    @Test
    void twoOfAKindAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficOptions(List.of(SHORT, LONG)))
                .withMessageContaining("SlowStart");
    }

    @Test
    void aSlowStartTakes1To900Seconds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SlowStart(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SlowStart(Duration.ofMillis(900_001)));
    }
}
