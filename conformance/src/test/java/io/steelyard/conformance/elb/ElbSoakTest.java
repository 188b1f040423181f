package io.steelyard.conformance.elb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak elb}; it judges that everything happens, not how fast. */
class ElbSoakTest {
    @TempDir
    Path directory;

    @Test
    void everyOneOfManyClassicLoadBalancersIsDescribedAndTakesInstances() throws Exception {
        ElbPlan plan = new ElbPlan(25, 4, 5, 3, Duration.ofSeconds(5));
        try (ElbSoak soak = new ElbSoak(plan, directory, System.out)) {
            ElbResult result = soak.run();

            assertThat(result.violations()).isEmpty();
            assertThat(result.listed()).isEqualTo(25);
            assertThat(result.described().count()).isEqualTo(5);
            assertThat(result.describedByName().count()).isEqualTo(5);
            assertThat(result.describedPage().count()).isEqualTo(5);
            assertThat(result.health().count()).isEqualTo(5);
            assertThat(result.served().count()).isEqualTo(3);
        }
    }
}
