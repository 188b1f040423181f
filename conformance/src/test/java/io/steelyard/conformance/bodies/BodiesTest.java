package io.steelyard.conformance.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak bodies}. */
class BodiesTest {
    @TempDir
    Path directory;

    @Test
    void bodiesArriveWholeAtASlowNodeAndAreNotHeldByTheProxy() throws Exception {
        BodiesPlan plan = new BodiesPlan(200, 1 << 20, Duration.ofMillis(30), 100);

        Findings findings = new BodiesSoak(plan, directory, System.out).run();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.figures()).containsEntry("whole", 200);
    }
}
