package io.steelyard.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak faults}. */
class FaultsTest {
    @TempDir
    Path directory;

    @Test
    void noPostArrivesTwiceAndEveryClientIsToldSomethingWhateverNodesDo() throws Exception {
        FaultsPlan plan = new FaultsPlan(1_000, 8, Duration.ofMillis(100), Duration.ofMillis(10), true);

        Findings findings = new FaultsSoak(plan, directory, System.out).run();

        assertThat(findings.violations()).isEmpty();
    }
}
