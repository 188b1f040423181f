package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises of {@code ./steelyard run --demo}, typed as it prints it. */
class DemoTest {
    @TempDir
    Path directory;

    @Test
    void thePrintedCurlLineIsAnsweredByTheSampleServersInTurn() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", "--demo")) {
            String line = service.output().stream()
                    .map(String::strip)
                    .filter(printed -> printed.startsWith("curl http://"))
                    .findFirst()
                    .orElseThrow();

            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(run(line));
            }

            assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("Hello from sample server "));
            assertThat(answers.get(0)).isNotEqualTo(answers.get(1)).isEqualTo(answers.get(2));
            assertThat(answers.get(1)).isEqualTo(answers.get(3));
        }
    }

    private static String run(String line) throws Exception {
        Process curl = new ProcessBuilder("sh", "-c", line + " -s --max-time 10").start();
        String answer = new String(curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(curl.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(curl.exitValue()).isZero();
        return answer;
    }
}
