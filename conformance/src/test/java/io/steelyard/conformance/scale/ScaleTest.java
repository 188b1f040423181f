package io.steelyard.conformance.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak scale}; it judges that everything happens, not how fast. */
class ScaleTest {
    @TempDir
    Path directory;

    @Test
    void everyOneOfManyBalancersServesAgainAfterAStartAndTakesChanges() throws Exception {
        ScalePlan plan = new ScalePlan(150, 10, 20, 5, true, Duration.ofMillis(100), Duration.ofMillis(200));
        try (ScaleSoak soak = new ScaleSoak(plan, directory, System.out)) {
            ScaleResult result = soak.run();

            assertThat(result.problems()).isEmpty();
            assertThat(result.listPage().count()).isEqualTo(20);
            assertThat(result.added().count()).isEqualTo(5);
            assertThat(result.disabled().count()).isEqualTo(5);
            assertThat(result.idle().proxyDescriptors()).isGreaterThan(150);
        }
    }
}
