package io.steelyard.domain.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutageTest {
    private static final Check CONNECT = new Check.Connect();
    private static final Check HTTPS = new Check.Http("/up", "^200$", Optional.of("fine"), Optional.empty(), true);

    @ParameterizedTest
    @EnumSource
    void everyFailureHasASentenceForEveryKindOfCheck(NodeFailure failure) {
        assertThat(Outage.inTraffic(failure).reason()).isNotBlank();
        assertThat(Outage.inCheck(monitor(CONNECT), failure).reason()).startsWith("its CONNECT check of its port ");
        assertThat(Outage.inCheck(monitor(HTTPS), failure).reason()).startsWith("its HTTPS check of /up ");
    }

    @Test
    void itSaysWhatWasExpectedAndWhatCame() {
        assertThat(Outage.inCheck(monitor(HTTPS), NodeFailure.BODY_UNEXPECTED)
                        .withStatus(200)
                        .reason())
                .isEqualTo(
                        "its HTTPS check of /up expected a body that matches fine and got another one, with status 200");
        assertThat(Outage.inCheck(monitor(CONNECT), NodeFailure.CONNECT_REFUSED).reason())
                .isEqualTo("its CONNECT check of its port expected a connection and was refused one");
        assertThat(Outage.inCheck(monitor(CONNECT), NodeFailure.CHECK_TIMED_OUT).reason())
                .isEqualTo("its CONNECT check of its port was to end within 5 s and did not");
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "9, 10", "10, 20", "25, 30"})
    void aCheckedNodeIsTriedOnceInEachDelay(int offline, int next) {
        Outage outage = Outage.inCheck(monitor(CONNECT), NodeFailure.CONNECT_REFUSED);

        assertThat(outage.nextTry(Duration.ofSeconds(offline))).contains(Duration.ofSeconds(next));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "59, 60", "60, 75", "74, 75", "75, 90"})
    void anyOtherNodeIsLeftAloneAMinuteFirst(int offline, int next) {
        Outage outage = Outage.inTraffic(NodeFailure.UNAVAILABLE);

        assertThat(outage.nextTry(Duration.ofSeconds(offline))).contains(Duration.ofSeconds(next));
    }

    private static HealthMonitor monitor(Check check) {
        return new HealthMonitor(check, Duration.ofSeconds(10), Duration.ofSeconds(5), 3);
    }
}
