package io.steelyard.domain.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Change FIRST = Change.first(new LoadBalancerId(7), NOW);

    @Test
    void startsAsBuildAndIsActiveOnceItsFirstGenerationIsApplied() {
        assertThat(FIRST.status()).isEqualTo(Status.BUILD);
        assertThat(FIRST.settled(1).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aReportOfAGenerationThatWasNeverAskedForChangesNothing() {
        assertThat(FIRST.settled(2)).isEqualTo(FIRST);
    }

    @Test
    void anOvertakenReportSettlesWhatItNamesAndLeavesTheRestPending() {
        Change edited = FIRST.edited(NOW);

        assertThat(edited.settled(1).status()).isEqualTo(Status.PENDING_UPDATE);
        assertThat(edited.settled(1).settled(2).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void theAppliedGenerationNeverGoesBack() {
        Change settled = FIRST.edited(NOW).settled(2);

        assertThat(settled.settled(1)).isEqualTo(settled);
    }

    @Test
    void whatNoHostNeedsToKnowIsAppliedAtOnceUnlessSomethingIsPending() {
        Change noted = FIRST.settled(1).noted(NOW);

        assertThat(noted.generation()).isEqualTo(2);
        assertThat(noted.status()).isEqualTo(Status.ACTIVE);
        assertThat(FIRST.noted(NOW).status()).isEqualTo(Status.BUILD);
        assertThat(FIRST.settled(1).edited(NOW).noted(NOW).status()).isEqualTo(Status.PENDING_UPDATE);
    }

    @Test
    void aFailureOfTheLatestGenerationShowsAndTheNextEditClearsIt() {
        Change failed = FIRST.settled(1).edited(NOW).failed(failure(2));

        assertThat(failed.status()).isEqualTo(Status.ERROR);
        assertThat(failed.appliedGeneration()).isEqualTo(1);
        assertThat(failed.edited(NOW).status()).isEqualTo(Status.PENDING_UPDATE);
    }

    @Test
    void aFailureOfAGenerationThatWasEditedOverIsDropped() {
        Change edited = FIRST.edited(NOW);

        assertThat(edited.failed(failure(1))).isEqualTo(edited);
    }

    @Test
    void aGenerationThatFailedAfterItHadServedAndServesAgainIsActiveAgain() {
        Change failedAgain = FIRST.settled(1).failed(failure(1));

        assertThat(failedAgain.status()).isEqualTo(Status.ERROR);
        assertThat(failedAgain.settled(1).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void isDeletedOnlyWhenTheTombstoneItselfIsApplied() {
        Change deleting = FIRST.deleting(NOW);

        assertThat(deleting.settled(1).status()).isEqualTo(Status.PENDING_DELETE);
        assertThat(deleting.settled(2).status()).isEqualTo(Status.DELETED);
    }

    @Test
    void anyHistoryKeepsAppliedAtOrBelowAskedForAndEndsSettledWhenTheLastReportComes() {
        Random random = new Random(42);
        for (int history = 0; history < 500; history++) {
            Change change = FIRST;
            for (int step = 0; step < 30; step++) {
                long reported = 1 + random.nextInt((int) change.generation() + 1);
                change = switch (random.nextInt(4)) {
                    case 0 -> change.edited(NOW);
                    case 1 -> change.failed(failure(reported));
                    default -> change.settled(reported);
                };
                assertThat(change.appliedGeneration()).isBetween(0L, change.generation());
            }
            assertThat(change.settled(change.generation()).status()).isEqualTo(Status.ACTIVE);
        }
    }

    private static Failure failure(long generation) {
        return new Failure(generation, Failure.Code.ADDRESS_IN_USE, "taken", NOW);
    }
}
