package io.steelyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Apache Libcloud as Debian packages it, not changed in any way. */
class LibcloudTest {
    private static final Path SCRIPT = Path.of("..", "conformance", "clients", "libcloud_lifecycle.py");
    private static final long LIMIT_SECONDS = 120;

    @Test
    void managesALoadBalancerThroughItsLife() throws Exception {
        assumeTrue(run("-c", "import libcloud").status() == 0, "python3-libcloud is not installed");

        try (RunningApi api = RunningApi.start()) {
            Run run = run(SCRIPT.toString(), api.url(), RunningApi.USER, RunningApi.KEY);

            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), output);
    }

    /** Debian's own Python: only that one sees Debian's packages. */
    private static List<String> command(String... arguments) {
        return Stream.concat(Stream.of("/usr/bin/python3"), Arrays.stream(arguments))
                .toList();
    }

    private record Run(int status, String output) {}
}
