package io.steelyard.conformance.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak pause}. */
class PauseTest {
    @TempDir
    Path directory;

    @Test
    void aProcessThatStandsStillBlamesNoNode() throws Exception {
        Findings findings = new PauseSoak(Duration.ofSeconds(3), 4, directory, System.out).pause();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.figures()).containsEntry("failed", 0);
    }
}
