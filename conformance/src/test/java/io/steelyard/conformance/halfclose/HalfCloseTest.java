package io.steelyard.conformance.halfclose;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak halfclose}. */
class HalfCloseTest {
    @TempDir
    Path directory;

    @Test
    void everythingArrivesWhoeverFinishesFirst() throws Exception {
        Findings findings = new HalfCloseSoak(3, directory, System.out).run();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.figures()).hasSize(9);
    }
}
