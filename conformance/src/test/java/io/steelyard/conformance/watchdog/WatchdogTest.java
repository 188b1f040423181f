package io.steelyard.conformance.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./steelyard soak watchdog}. */
class WatchdogTest {
    @TempDir
    Path directory;

    @Test
    void nothingIsStuckOrLeftBehindWhateverProcessDiesAtWhateverStep() throws Exception {
        try (WatchdogSoak soak = new WatchdogSoak(directory.resolve("data"), System.out)) {
            assertThat(soak.run(true)).isEmpty();
        }
    }
}
