package io.steelyard.server.hosts;

import io.steelyard.control.fleet.ProxyRestart.Outcome;
import io.steelyard.control.fleet.ProxyRestart.Refused;
import io.steelyard.control.fleet.ProxyRestart.Restarted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the proxy that takes the place of the one that runs, and waits until it serves. One at a time; any thread. */
final class Restarts {
    /** A proxy serves a second after its start; the caller waits on a connection that may be silent for 20 s. */
    private static final Duration LIMIT = Duration.ofSeconds(18);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private final ProxyProcess process;
    private final Path log;
    private final Duration drain;
    private final Semaphore turn = new Semaphore(1);
    private volatile long serving;

    /** @param drain how long connections of the old one may go on */
    Restarts(ProxyProcess process, Path log, Duration drain) {
        this.process = process;
        this.log = log;
        this.drain = drain;
    }

    /** A proxy has reported what it serves. */
    void serves(long pid) {
        serving = pid;
    }

    Outcome restart(long before) {
        if (!turn.tryAcquire()) {
            return new Refused("The proxy is being restarted already.");
        }
        try {
            return awaited(start(), before);
        } catch (IOException cannot) {
            return new Refused("No other proxy can be started: " + cannot.getMessage() + ".");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Refused("The service is ending.");
        } finally {
            turn.release();
        }
    }

    private ProcessHandle start() throws IOException {
        return process.startSuccessor(List.of("--take-over", Long.toString(drain.toSeconds())));
    }

    private Outcome awaited(ProcessHandle next, long before) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (serving != next.pid()) {
            if (!ProxyProcess.runs(next)) {
                return new Refused("The new proxy ended before it served, and the old one goes on; see " + log + ".");
            }
            if (System.nanoTime() - deadline > 0) {
                next.destroyForcibly();
                return new Refused("The new proxy did not serve within " + LIMIT.toSeconds()
                        + " s and was ended; the old one goes on. See " + log + ".");
            }
            Thread.sleep(POLL);
        }
        LOG.info("Process {} serves in place of process {}", next.pid(), before);
        return new Restarted(next.pid(), before);
    }
}
