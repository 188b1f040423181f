package io.steelyard.bench.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** All that is started to be measured: the backend and, in front of it, HAProxy, Steelyard and nginx. */
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

    /** Starts everything; what was started before a failure is ended by {@link #close}. HAProxy, to compare with, is first. */
    public List<Target> start() throws IOException, InterruptedException {
        LocalServer backend = opened(LocalServer.backend(directory));
        BenchCertificate shown = BenchCertificate.in(directory);
        LocalServer haproxy = opened(LocalServer.haproxy(directory, shown, backend.port()));
        Service steelyard = opened(Service.start(directory, shown, backend.port()));
        LocalServer nginx = opened(LocalServer.nginx(directory, shown, backend.port()));
        return List.of(haproxy.target("haproxy"), steelyard.target("steelyard"), nginx.target("nginx"));
    }

    private <T extends AutoCloseable> T opened(T server) {
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
