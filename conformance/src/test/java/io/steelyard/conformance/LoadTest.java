package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.RackspaceClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load tool that counts exactly, h2load, through a balancer whose nodes are the demo's sample servers. */
class LoadTest {
    private static final int REQUESTS = 100_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void aHundredThousandRequestsAreAnsweredWithoutAnError() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--demo");
                RackspaceClient client = RackspaceClient.login(service.api(), service.data())) {
            Answer list = client.get("loadbalancers");
            String vip = list.body()
                    .path("loadBalancers")
                    .path(0)
                    .path("virtualIps")
                    .path(0)
                    .path("address")
                    .asString();

            String report = run(
                    directory.resolve("h2load.out"),
                    "h2load",
                    "--h1",
                    "-n",
                    Integer.toString(REQUESTS),
                    "-c",
                    "32",
                    "http://" + vip + ":8080/");

            assertThat(report)
                    .contains(REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout")
                    .contains("status codes: " + REQUESTS + " 2xx");
        }
    }

    private static String run(Path output, String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String report = Files.readString(output);
        assertThat(process.exitValue()).as(report).isZero();
        return report;
    }
}
