package io.steelyard.conformance;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-libcloud, its Rackspace driver unmodified. */
class LibcloudTest {
    @TempDir
    Path directory;

    @Test
    void theWholeLifeOfABalancerPassesThroughTheDriver() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0")) {
            PythonClient.run("libcloud_lifecycle.py", service, directory);
        }
    }
}
