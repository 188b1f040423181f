package io.steelyard.server.hosts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The proxy as a child process. It is started in a session of its own and writes its log to a file, so that neither an interrupt at
 * the terminal nor the end of this process takes it along.
 */
final class ProxyProcess {
    private static final long LOG_LIMIT_BYTES = 10L << 20;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path log;
    private final List<String> command;
    private Optional<Process> child = Optional.empty();

    /**
     * @param log where its output goes; put aside once it has grown past 10 MiB
     * @param arguments the proxy's own
     */
    ProxyProcess(Path log, List<String> arguments) {
        this.log = log;
        this.command = command(arguments);
    }

    boolean isAlive() {
        return child.filter(Process::isAlive).isPresent();
    }

    void start() throws IOException {
        rotateLog();
        File output = log.toFile();
        child = Optional.of(new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .redirectError(ProcessBuilder.Redirect.appendTo(output))
                .start());
    }

    /** Waits for its end, and brings it about when that takes too long. */
    void awaitEnd(Duration limit) throws InterruptedException {
        if (child.isPresent() && !child.get().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            child.get().destroyForcibly().waitFor();
        }
    }

    private void rotateLog() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String dist = System.getProperty("steelyard.dist");
        if (dist == null) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        } else {
            command.add("@" + dist + "/proxy.jvm");
        }
        command.add("io.steelyard.proxy.ProxyMain");
        command.addAll(arguments);
        return command;
    }
}
