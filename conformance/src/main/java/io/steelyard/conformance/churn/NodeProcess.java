package io.steelyard.conformance.churn;

import io.steelyard.conformance.soak.OwnProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link NodeMain} seen from outside, over all its lives. */
public final class NodeProcess implements AutoCloseable {
    private final String name;
    private final InetSocketAddress address;
    private final Path directory;
    private final List<Path> journals = new ArrayList<>();
    private Process process;

    private NodeProcess(String name, InetSocketAddress address, Path directory) throws IOException {
        this.name = name;
        this.address = address;
        this.directory = directory;
        this.process = launch();
    }

    /** @param directory where its journals and its standard error go */
    public static NodeProcess start(String name, InetSocketAddress address, Path directory) throws IOException {
        return new NodeProcess(name, address, directory);
    }

    private Process launch() throws IOException {
        Path journal = directory.resolve(name + "." + journals.size() + ".journal");
        Process started = OwnProcess.of(
                        NodeMain.class,
                        "64m",
                        name,
                        address.getAddress().getHostAddress(),
                        Integer.toString(address.getPort()),
                        journal.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(name + ".err").toFile()))
                .start();
        journals.add(journal);
        awaitListening(started);
        return started;
    }

    @SuppressWarnings("resource") // Closing the reader would close the process's output, which ends the process.
    private void awaitListening(Process started) throws IOException {
        BufferedReader output = started.inputReader();
        if (output.readLine() == null) {
            throw new IOException(name + " did not start; see " + directory.resolve(name + ".err"));
        }
    }

    String name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    /** How many requests it got in its present life. */
    long arrivals() throws IOException {
        return Journal.count(journals.getLast());
    }

    /** The records of all its lives. */
    List<Path> journals() {
        return List.copyOf(journals);
    }

    /** Ends it as nothing else does; it can be started again. */
    Cut kill() {
        Instant at = Instant.now();
        long from = System.nanoTime();
        process.destroyForcibly();
        process.onExit().join();
        return new Cut(name, Cut.Cause.KILLED, at, from, System.nanoTime());
    }

    void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
