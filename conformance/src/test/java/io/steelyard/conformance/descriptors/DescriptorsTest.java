package io.steelyard.conformance.descriptors;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak descriptors}. */
class DescriptorsTest {
    @TempDir
    Path directory;

    @Test
    void aProxyWithoutDescriptorsRestsServesOnAndRecovers() throws Exception {
        Findings findings = new DescriptorsSoak(Duration.ofSeconds(2), 1, directory, System.out).run();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.figures()).containsEntry("times", 1);
    }
}
