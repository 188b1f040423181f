package io.steelyard.conformance.slow;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of {@code ./steelyard soak slow}; its times are for a machine that does nothing else. */
class SlowTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    @Test
    void slowClientsAreCutAndNoOtherClientFails() throws Exception {
        SlowPlan plan = new SlowPlan(30, 1, SOON, 4, SOON.multipliedBy(4), List.of("--head-time", "2s"), SOON);

        Findings findings = new SlowSoak(plan, directory, System.out).runUntilCut();

        assertThat(findings.violations()).isEmpty();
    }
}
