package io.steelyard.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.loop.Loop.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopClockTest {
    private static final long TICK = Loop.TICK.toNanos();

    @Test
    void timeGoesOnTickByTick() {
        Clock clock = new Clock(1_000);

        clock.advanceTo(1_000 + TICK);
        clock.advanceTo(1_000 + 3 * TICK);

        assertThat(clock.now()).isEqualTo(3 * TICK);
    }

    @Test
    void aStallMakesNothingDue() {
        Clock clock = new Clock(0);
        clock.advanceTo(TICK);

        clock.advanceTo(TICK + Duration.ofHours(1).toNanos());

        assertThat(clock.now()).isEqualTo(2 * TICK);
        clock.advanceTo(2 * TICK + Duration.ofHours(1).toNanos());
        assertThat(clock.now()).isEqualTo(3 * TICK);
    }
}
