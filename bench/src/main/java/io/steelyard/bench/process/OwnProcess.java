package io.steelyard.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that we started and that ends with us. Its output must be short: it is read when the process has ended. */
public final class OwnProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(10);

    private final String name;
    private final Process process;

    private OwnProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** @param name for messages */
    public static OwnProcess start(String name, List<String> command) throws IOException {
        return new OwnProcess(
                name, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The same; its standard output, which may be long, goes to a file. */
    public static OwnProcess startWithOutput(String name, List<String> command, Path output) throws IOException {
        return new OwnProcess(
                name,
                new ProcessBuilder(command).redirectOutput(output.toFile()).start());
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits until it accepts connections.
     *
     * @throws IOException when it ends before or takes longer than the limit
     */
    public void awaitListening(InetSocketAddress address, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!accepts(address)) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with " + process.exitValue() + ": " + output());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " does not listen on " + address + " after " + limit.toSeconds() + " s");
            }
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket probe = new Socket()) {
            probe.connect(address, (int) POLL.toMillis());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Waits for its end and gives what it wrote, whatever its exit code: some programs fail when asked for their version.
     *
     * @throws IOException when it takes longer than the limit; it is ended then
     */
    public String awaitOutput(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IOException(name + " was still running after " + limit.toSeconds() + " s");
        }
        return output();
    }

    private String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Asks it to stop, and after five seconds makes it, its children included. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
