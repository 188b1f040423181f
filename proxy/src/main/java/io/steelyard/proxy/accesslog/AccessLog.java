package io.steelyard.proxy.accesslog;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The access logs of a process: a spool for each of its loops, and what empties them. Any thread. */
public final class AccessLog implements AutoCloseable {
    /** Spool ids of one epoch; there are never so many loops. */
    private static final long IDS = 1 << 16;

    private final DirectoryLock lock;
    private final Worker worker;

    private AccessLog(DirectoryLock lock, Worker worker) {
        this.lock = lock;
        this.worker = worker;
    }

    /**
     * Keeps logs from now on, and takes up what a process of before left there.
     *
     * @param directory made if absent
     * @param clock whose hours count
     * @throws IOException when it cannot be used, or another process uses it
     */
    public static AccessLog start(Path directory, AccessLogLimits limits, Loops loops, InstantSource clock)
            throws IOException {
        LogDirectory opened = LogDirectory.open(directory);
        DirectoryLock lock = DirectoryLock.take(directory);
        long epoch = opened.nextEpoch();
        Losses losses = new Losses();
        List<Spool> spools = new ArrayList<>();
        Worker worker =
                new Worker(new Splitter(opened, limits, clock, losses, epoch), new Sealer(opened), spools, clock);
        for (Loop loop : loops.all()) {
            long id = epoch * IDS + spools.size();
            Spool spool = Spool.create(opened.spools().resolve(epoch + "-" + spools.size()), id, limits.spoolOctets());
            spools.add(spool);
            loop.setLog(new LoopLog(spool, clock, losses, worker::hurry));
        }
        worker.start();
        return new AccessLog(lock, worker);
    }

    /** Call it when no loop appends any more. */
    @Override
    public void close() {
        worker.stop();
        lock.close();
    }
}
