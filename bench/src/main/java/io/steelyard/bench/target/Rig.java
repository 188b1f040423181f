package io.steelyard.bench.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All that is started to be measured: the backend and, in front of it, the contenders. */
public final class Rig implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path directory;

    private Rig(Path directory) {
        this.directory = directory;
    }

    /**
     * @param directory for configurations, logs and the service's data
     */
    public static Rig in(Path directory) {
        return new Rig(directory);
    }

    /** Starts everything; what was started before a failure is ended by {@link #close}. */
    public List<Target> start(List<Contender> contenders) throws IOException, InterruptedException {
        LocalServer backend = startBackend();
        BenchCertificate shown = BenchCertificate.in(directory);
        List<Target> targets = new ArrayList<>();
        for (Contender contender : contenders) {
            Path own = Files.createDirectory(directory.resolve(contender.toString()));
            targets.add(opened(contender.start(own, shown, backend.port())).target(contender.toString()));
        }
        return targets;
    }

    /** Starts the backend alone. */
    public LocalServer startBackend() throws IOException, InterruptedException {
        return opened(LocalServer.backend(directory));
    }

    /** Has {@link #close} end something too. */
    public <T extends AutoCloseable> T opened(T server) {
        started.push(server);
        return server;
    }

    /** Ends everything, the newest first, whether or not ending something else failed. */
    @Override
    public void close() throws IOException {
        IOException failed = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception cannot) {
                failed = new IOException("not all could be ended: " + cannot.getMessage(), cannot);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
