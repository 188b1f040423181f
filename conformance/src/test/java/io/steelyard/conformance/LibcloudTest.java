package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-libcloud, its Rackspace driver unmodified. */
class LibcloudTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void libcloudLogsInCreatesAttachesDetachesListsAndDestroys() throws Exception {
        Path data = directory.resolve("data");
        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0")) {
            Properties credentials = new Properties();
            try (var in = Files.newBufferedReader(data.resolve("credentials"))) {
                credentials.load(in);
            }
            Path output = directory.resolve("libcloud.out");

            Process client = new ProcessBuilder(
                            "/usr/bin/python3",
                            SteelyardProcess.home()
                                    .resolve("conformance/clients/libcloud_lifecycle.py")
                                    .toString(),
                            service.api().toString(),
                            credentials.getProperty("user"),
                            credentials.getProperty("api-key"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(client.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).as(Files.readString(output)).isZero();
        }
    }
}
