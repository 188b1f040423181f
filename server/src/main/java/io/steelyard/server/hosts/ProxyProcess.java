package io.steelyard.server.hosts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The proxy as a process. It is started in a session of its own and writes its log to a file, so that neither an interrupt
 * at the terminal nor the end of this process takes it along.
 */
final class ProxyProcess {
    private static final long LOG_LIMIT_BYTES = 10L << 20;
    private static final Duration END_POLL = Duration.ofMillis(10);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path log;
    private final List<String> command;
    private volatile Optional<ProcessHandle> process = Optional.empty();
    /** Those before it, which end when their connections do. */
    private final List<ProcessHandle> draining = new CopyOnWriteArrayList<>();

    private volatile boolean startedHere;

    /**
     * @param log where its output goes; put aside once it has grown past 10 MiB
     * @param arguments the proxy's own
     */
    ProxyProcess(Path log, List<String> arguments) {
        this.log = log;
        this.command = command(arguments);
    }

    /** Takes a running proxy, whoever started it, for the one that is supervised. */
    void adopt(long pid) {
        draining.removeIf(old -> !runs(old) || old.pid() == pid);
        process.filter(known -> known.pid() != pid && runs(known)).ifPresent(draining::add);
        process = ProcessHandle.of(pid);
    }

    boolean isAlive() {
        return process.filter(ProxyProcess::runs).isPresent();
    }

    /**
     * A proxy of an earlier control process is nobody's child any more: when it dies it stays a zombie until the machine's
     * first process reaps it, seconds later or, in a container, never.
     */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Reads the state behind the command, which stands in brackets and may hold anything, brackets too (proc(5)). */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException unknown) {
            return false;
        }
    }

    void start() throws IOException {
        process = Optional.of(started(List.of()));
        startedHere = true;
    }

    /**
     * Starts another one, which is to take the place of the one that runs.
     *
     * @param arguments beyond the usual ones
     * @return supervised only when it is adopted
     */
    ProcessHandle startSuccessor(List<String> arguments) throws IOException {
        return started(arguments);
    }

    private ProcessHandle started(List<String> arguments) throws IOException {
        rotateLog();
        File output = log.toFile();
        List<String> whole = new ArrayList<>(command);
        whole.addAll(arguments);
        return new ProcessBuilder(whole)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .redirectError(ProcessBuilder.Redirect.appendTo(output))
                .start()
                .toHandle();
    }

    /** For one that was never reached. A proxy of an earlier control process is left as it is. */
    void stopIfStartedHere() {
        if (startedHere) {
            process.ifPresent(ProcessHandle::destroy);
        }
    }

    /** Waits for the end of this and those before it, and brings it about when that takes too long. */
    void awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<ProcessHandle> all = new ArrayList<>(draining);
        process.ifPresent(all::add);
        while (all.stream().anyMatch(ProxyProcess::runs) && System.nanoTime() < deadline) {
            Thread.sleep(END_POLL);
        }
        all.stream().filter(ProxyProcess::runs).forEach(ProcessHandle::destroyForcibly);
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
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
        command.addAll(moreOptions());
        command.add("io.steelyard.proxy.ProxyMain");
        command.addAll(arguments);
        return command;
    }

    /** Of the JVM, separated by spaces; a later one wins over the launcher's. */
    private static List<String> moreOptions() {
        String given = System.getenv("STEELYARD_PROXY_JVM");
        return given == null || given.isBlank()
                ? List.of()
                : List.of(given.strip().split(" +"));
    }
}
