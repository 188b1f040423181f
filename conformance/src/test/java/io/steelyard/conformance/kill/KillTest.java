package io.steelyard.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak kill}. */
class KillTest {
    private static final int TIMES_EACH = 3;

    @TempDir
    Path directory;

    @Test
    void nothingIsLostStuckOrLeakedWhenControlProxyOrBothAreKilled() throws Exception {
        try (KillSoak soak = new KillSoak(directory.resolve("data"), 42, System.out)) {
            List<String> violations = soak.run(TIMES_EACH);

            assertThat(violations).isEmpty();
            assertThat(soak.afterProxyMs()).hasSize(TIMES_EACH);
            assertThat(soak.afterBothMs()).hasSize(TIMES_EACH);
        }
    }
}
