package io.steelyard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.bench.target.LocalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real interrupt needs a process of its own. */
class InterruptTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void leavesNoProcessBehindWhenItIsTerminated() throws Exception {
        try (LocalServer backend = LocalServer.backend(directory)) {
            Process bench = benchForAnHour(backend);
            await().atMost(LIMIT).until(() -> bench.children().findAny().isPresent());
            List<ProcessHandle> children = bench.descendants().toList();

            bench.destroy();

            await().atMost(LIMIT).until(() -> !bench.isAlive());
            assertThat(children).isNotEmpty();
            await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void unwindsWhatItWasDoing() throws Exception {
        try (LocalServer backend = LocalServer.backend(directory)) {
            Process bench = benchForAnHour(backend);
            await().atMost(LIMIT).until(() -> bench.children().findAny().isPresent());

            bench.destroy();

            await().atMost(LIMIT).until(() -> !bench.isAlive());
            assertThat(directory.resolve("bench.log")).content().endsWith("bench: interrupted\n");
            assertThat(directory.resolve("tmp")).isEmptyDirectory();
        }
    }

    private Process benchForAnHour(LocalServer backend) throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        String target = "backend=http://127.0.0.1:%d/@%d"
                .formatted(backend.port(), ProcessHandle.current().pid());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bench.class.getName(),
                        "--warm-up=3600",
                        "--connections=1",
                        "--target",
                        target)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bench.log").toFile())
                .start();
    }
}
