package io.steelyard.conformance.mutations;

import static org.assertj.core.api.Assertions.assertThat;

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
            MutationsResult result = soak.run();

            assertThat(result.findings()).isEmpty();
            assertThat(result.sent()).isEqualTo(5_000);
            assertThat(result.heard()).isPositive();
        }
    }
}
