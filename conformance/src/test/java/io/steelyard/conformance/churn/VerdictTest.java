package io.steelyard.conformance.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.churn.Journal.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant SOMETIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cut CUT = new Cut("a", Cut.Cause.DISABLED, SOMETIME, 1_000, 2_000);
    private static final Failure FAILURE = new Failure(7, SOMETIME, 1_500, "closed within the body");

    @Test
    void anAnswerThatHadBegunWhenItsNodeWasCutIsApart() {
        Verdict verdict = Verdict.of(List.of(FAILURE), List.of(CUT), Map.of("a", List.of(new Arrival(7, 900, 1_400))));

        assertThat(verdict.failed()).isEmpty();
        assertThat(verdict.apart()).singleElement().satisfies(apart -> {
            assertThat(apart.request()).isEqualTo(7);
            assertThat(apart.node()).isEqualTo("a");
            assertThat(apart.cause()).isEqualTo(Cut.Cause.DISABLED);
        });
    }

    @Test
    void aRequestThatReachedNoNodeHasFailed() {
        Verdict verdict = Verdict.of(List.of(FAILURE), List.of(CUT), Map.of("a", List.of(new Arrival(8, 900, 1_400))));

        assertThat(verdict.failed()).containsExactly(FAILURE);
    }

    @Test
    void aRequestWhoseAnswerHadNotBegunHasFailed() {
        Verdict verdict = Verdict.of(List.of(FAILURE), List.of(CUT), Map.of("a", List.of(new Arrival(7, 900, 0))));

        assertThat(verdict.failed()).containsExactly(FAILURE);
    }

    @Test
    void aRequestWhoseAnswerBeganAfterTheCutHasFailed() {
        Verdict verdict = Verdict.of(List.of(FAILURE), List.of(CUT), Map.of("a", List.of(new Arrival(7, 900, 2_001))));

        assertThat(verdict.failed()).containsExactly(FAILURE);
    }

    @Test
    void aFailureBeforeTheCutHasFailed() {
        Failure early = new Failure(7, SOMETIME, 999, "closed");

        Verdict verdict = Verdict.of(List.of(early), List.of(CUT), Map.of("a", List.of(new Arrival(7, 900, 950))));

        assertThat(verdict.failed()).containsExactly(early);
    }

    @Test
    void theCutOfAnotherNodeExcusesNothing() {
        Verdict verdict = Verdict.of(List.of(FAILURE), List.of(CUT), Map.of("b", List.of(new Arrival(7, 900, 1_400))));

        assertThat(verdict.failed()).containsExactly(FAILURE);
    }
}
