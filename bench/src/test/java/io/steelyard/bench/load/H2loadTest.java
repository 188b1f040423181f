package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2loadTest {
    private static final String REPORT = """
            Application protocol: h2
            finished in 1.07s, 196500.00 req/s, 8.43MB/s
            requests: 196500 total, 196900 started, 196500 done, 196490 succeeded, 3 failed, 4 errored, 5 timeout
            status codes: 196480 2xx, 0 3xx, 6 4xx, 7 5xx
            """;

    @TempDir
    Path directory;

    @Test
    void readsWhatItCounts() throws Exception {
        LoadResult result = H2load.parse(REPORT, Duration.ofSeconds(2), Latencies.of(30, 10, 20));

        assertThat(result).isEqualTo(new LoadResult(196_500, 2_000_000, 0, 4, 0, 5, 13, 20, 30, 30));
    }

    @Test
    void takesNoOtherProtocol() {
        assertThatThrownBy(() -> H2load.parse(REPORT.replace("h2", "http/1.1"), Duration.ofSeconds(1), Latencies.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("h2load made no report of HTTP/2");
    }

    @Test
    void readsLatenciesOfAnsweredRequests() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), "1\t200\t400\n2\t-1\t1\n3\t503\t200\n");

        Latencies latencies = Latencies.ofLog(log);

        assertThat(latencies.at(0.5)).isEqualTo(200);
        assertThat(latencies.at(0.99)).isEqualTo(400);
    }
}
