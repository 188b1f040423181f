package io.steelyard.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./steelyard instance announce} as a process of its own. */
final class AnnouncingServer implements AutoCloseable {
    private final Process process;
    private final Path output;

    private AnnouncingServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param credentials a file with an access key */
    static AnnouncingServer start(Path credentials, URI service, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                SteelyardProcess.home().resolve("steelyard").toString(),
                "instance",
                "announce",
                "--credentials",
                credentials.toString(),
                "--service",
                service.toString()));
        command.addAll(List.of(more));
        Path output = Files.createTempFile(credentials.getParent(), "announce", ".out");
        return new AnnouncingServer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** By SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Waits until it has ended by itself. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** By SIGKILL. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
