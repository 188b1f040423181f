package io.steelyard.conformance.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationsTest {
    @TempDir
    Path directory;

    @Test
    void nothingAmbiguousReachesANode() throws Exception {
        MutationsPlan plan = new MutationsPlan(5_000, 0, 1, 4);
        try (MutationsSoak soak = new MutationsSoak(plan, directory, System.out)) {
            Findings findings = soak.run();

            assertThat(findings.violations()).isEmpty();
            assertThat(findings.figures()).containsEntry("inputs", 5_000L);
            assertThat((Long) findings.figures().get("requests at the node")).isPositive();
        }
    }
}
