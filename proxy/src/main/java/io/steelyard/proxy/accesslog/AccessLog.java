package io.steelyard.proxy.accesslog;

import io.steelyard.hostlink.HostBusyException;
import io.steelyard.proxy.lock.ProcessLock;
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

    private final ProcessLock keeper;
    private final ProcessLock writer;
    private final Worker worker;

    private AccessLog(ProcessLock keeper, ProcessLock writer, Worker worker) {
        this.keeper = keeper;
        this.writer = writer;
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
        ProcessLock keeper = new ProcessLock(opened.lock());
        if (!keeper.tryTake()) {
            throw new HostBusyException(directory + " is held: another proxy keeps its logs there");
        }
        return start(opened, keeper, limits, loops, clock);
    }

    /** The same where another process may keep the logs still: its place is taken when it gives it up. */
    public static AccessLog startAfter(Path directory, AccessLogLimits limits, Loops loops, InstantSource clock)
            throws IOException {
        LogDirectory opened = LogDirectory.open(directory);
        return start(opened, new ProcessLock(opened.lock()), limits, loops, clock);
    }

    private static AccessLog start(
            LogDirectory opened, ProcessLock keeper, AccessLogLimits limits, Loops loops, InstantSource clock)
            throws IOException {
        long epoch = opened.nextEpoch();
        ProcessLock writer = new ProcessLock(opened.writer(epoch));
        writer.tryTake();
        Losses losses = new Losses();
        List<Spool> spools = new ArrayList<>();
        Worker worker = new Worker(
                keeper, new Splitter(opened, limits, clock, losses, epoch), new Sealer(opened), spools, clock);
        for (Loop loop : loops.all()) {
            long id = epoch * IDS + spools.size();
            Spool spool = Spool.create(opened.spools().resolve(epoch + "-" + spools.size()), id, limits.spoolOctets());
            spools.add(spool);
            loop.setLog(new LoopLog(spool, clock, losses, worker::hurry));
        }
        worker.start();
        return new AccessLog(keeper, writer, worker);
    }

    /** The next process keeps the logs, and splits what the loops of this one append. */
    public void handOver() {
        worker.stop();
        keeper.close();
    }

    /** Call it when no loop appends any more. */
    @Override
    public void close() {
        handOver();
        writer.close();
    }
}
