package io.steelyard.conformance.protocol;

import static io.steelyard.testkit.Listening.awaitListening;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where one of Debian's servers runs: a directory of its own, ports of its own on loopback, and a user without any
 * rights, which is nobody when the tests run as root.
 */
final class Cell implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final List<Process> started = new ArrayList<>();

    private Cell(Path directory) {
        this.directory = directory;
    }

    static Cell create(String name) throws IOException {
        Path directory = Files.createTempDirectory("steelyard-" + name + "-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Cell cell = new Cell(directory);
        cell.give(directory);
        return cell;
    }

    Path directory() {
        return directory;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path file(String name, String content) throws IOException {
        return give(Files.writeString(path(name), content));
    }

    Path folder(String name) throws IOException {
        return give(Files.createDirectories(path(name)));
    }

    private Path give(Path path) throws IOException {
        if (ROOT) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        return path;
    }

    /** A certificate for steelyard.test that it signs itself, in cert.pem, with key.pem. */
    Path certificate() throws IOException, InterruptedException {
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=steelyard.test"
                + " -addext subjectAltName=DNS:steelyard.test -keyout key.pem -out cert.pem");
        return path("cert.pem");
    }

    /** What a command says of this cell's user, such as {@code id -un}. */
    String run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("steelyard", ".out");
        try {
            Process process = start(words(command), output);
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(command)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output).strip();
        } finally {
            Files.delete(output);
        }
    }

    /** As {@link #serve}, with our own rights: for a server that lets only itself in. */
    void serveAsOurselves(List<String> command, int port) throws IOException {
        Process process = start(command, path("output"), List.of());
        started.add(process);
        awaitListening(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Starts a server that stays in the foreground, and waits until it listens on these ports. */
    void serve(String command, int... ports) throws IOException {
        serve(words(command), ports);
    }

    void serve(List<String> command, int... ports) throws IOException {
        Process process = start(command, path("output"));
        started.add(process);
        for (int port : ports) {
            awaitListening(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static List<String> words(String command) {
        return List.of(command.split(" "));
    }

    private Process start(List<String> command, Path output) throws IOException {
        return start(
                command,
                output,
                ROOT
                        ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all")
                        : List.of());
    }

    private Process start(List<String> command, Path output, List<String> before) throws IOException {
        List<String> words = new ArrayList<>(before);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        return builder.start();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
