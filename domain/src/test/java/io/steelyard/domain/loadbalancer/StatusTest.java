package io.steelyard.domain.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
    private static final Optional<Failure> FAILED =
            Optional.of(new Failure(2, Failure.Code.ADDRESS_IN_USE, "taken", Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({
        "LIVE,     false, 1, 0, BUILD",
        "LIVE,     false, 5, 0, BUILD",
        "LIVE,     false, 1, 1, ACTIVE",
        "LIVE,     false, 2, 1, PENDING_UPDATE",
        "LIVE,     true,  2, 1, SUSPENDED",
        "DELETING, true,  2, 1, PENDING_DELETE",
        "DELETED,  true,  2, 2, DELETED"
    })
    void isTheFirstThatFits(Lifecycle lifecycle, boolean suspended, long generation, long applied, Status expected) {
        assertThat(Status.of(lifecycle, suspended, generation, applied, Optional.empty()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,     false, 0, ERROR",
        "LIVE,     false, 1, ERROR",
        "LIVE,     true,  1, SUSPENDED",
        "DELETING, false, 1, PENDING_DELETE",
        "DELETED,  false, 2, DELETED"
    })
    void aFailureShowsUnlessTheBalancerIsSuspendedOrGoing(
            Lifecycle lifecycle, boolean suspended, long applied, Status expected) {
        assertThat(Status.of(lifecycle, suspended, 2, applied, FAILED)).isEqualTo(expected);
    }

    @Test
    void everyStatusOfTheTextCanBeReached() {
        assertThat(Status.values()).hasSize(7);
    }
}
