package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-feedparser reads the feeds of a load balancer, by itself and unmodified. */
class FeedReaderTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void feedparserReadsEveryFeedPageByPage() throws Exception {
        Path data = directory.resolve("data");
        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0")) {
            Properties credentials = new Properties();
            try (var in = Files.newBufferedReader(data.resolve("credentials"))) {
                credentials.load(in);
            }
            Path output = directory.resolve("feedparser.out");

            Process reader = new ProcessBuilder(
                            "/usr/bin/python3",
                            SteelyardProcess.home()
                                    .resolve("conformance/clients/feedparser_follow.py")
                                    .toString(),
                            service.api().toString(),
                            credentials.getProperty("user"),
                            credentials.getProperty("api-key"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(reader.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(reader.exitValue()).as(Files.readString(output)).isZero();
        }
    }
}
