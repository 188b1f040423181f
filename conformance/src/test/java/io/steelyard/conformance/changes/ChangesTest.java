package io.steelyard.conformance.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak changes}. */
class ChangesTest {
    @TempDir
    Path directory;

    @Test
    void noRequestFailsAndNoBufferLeaksWhileABalancerIsChangedInEveryWay() throws Exception {
        ChangesPlan plan = new ChangesPlan(3_000, 20, 10, 8, true);

        Findings findings = new ChangesSoak(plan, directory, System.out).run();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.figures()).containsEntry("failed", 0);
        assertThat((Integer) findings.figures().get("changes")).isGreaterThanOrEqualTo(20);
    }
}
