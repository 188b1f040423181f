package io.steelyard.conformance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    Path directory;

    @Test
    void noRequestFailsWhileTheProxyIsRestarted() throws Exception {
        try (RestartSoak soak = new RestartSoak(new RestartPlan(8_000, 3, 8), directory, System.out)) {
            RestartResult result = soak.run();

            assertThat(result.failed()).isEmpty();
            assertThat(result.violations()).isEmpty();
            assertThat(result.restarts()).isEqualTo(3);
            assertThat(result.requests()).isGreaterThanOrEqualTo(8_000);
        }
    }
}
