package io.steelyard.conformance.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak churn}. */
class ChurnTest {
    @TempDir
    Path directory;

    @Test
    void noRequestFailsWhileNodesAreAddedDrainedDisabledRemovedAndKilled() throws Exception {
        try (ChurnSoak soak = new ChurnSoak(new Plan(20_000, 8, 3, 8, "ROUND_ROBIN"), directory, System.out)) {
            ChurnResult result = soak.run();

            assertThat(result.failed()).isEmpty();
            assertThat(result.violations()).isEmpty();
            assertThat(result.requests()).isGreaterThanOrEqualTo(20_000);
            assertThat(result.changes()).isEqualTo(8);
            assertThat(result.kills()).isEqualTo(3);
        }
    }
}
