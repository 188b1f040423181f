package io.steelyard.proxy.accesslog;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access logs of a process: a spool for each of its loops, and what empties them. Any thread. */
public final class AccessLog implements AutoCloseable {
    /** Spool ids of one epoch; there are never so many loops. */
    private static final long IDS = 1 << 16;

    private final Map<Loop, LoopLog> logs;
    private final Optional<Worker> worker;

    private AccessLog(Map<Loop, LoopLog> logs, Optional<Worker> worker) {
        this.logs = logs;
        this.worker = worker;
    }

    /** Keeps nothing. */
    public static AccessLog none() {
        return new AccessLog(Map.of(), Optional.empty());
    }

    /**
     * Keeps logs from now on, and takes up what a process of before left there.
     *
     * @param directory made if absent; of no other living process
     * @param clock whose hours count
     * @throws IOException when it cannot be used
     */
    public static AccessLog start(Path directory, AccessLogLimits limits, Loops loops, InstantSource clock)
            throws IOException {
        LogDirectory opened = LogDirectory.open(directory);
        long epoch = opened.nextEpoch();
        Losses losses = new Losses();
        List<Spool> spools = new ArrayList<>();
        Worker worker =
                new Worker(new Splitter(opened, limits, clock, losses, epoch), new Sealer(opened), spools, clock);
        Map<Loop, LoopLog> logs = new IdentityHashMap<>();
        for (Loop loop : loops.all()) {
            long id = epoch * IDS + spools.size();
            Spool spool = Spool.create(opened.spools().resolve(epoch + "-" + spools.size()), id, limits.spoolOctets());
            spools.add(spool);
            logs.put(loop, new LoopLog(spool, clock, losses, worker::hurry));
        }
        worker.start();
        return new AccessLog(logs, Optional.of(worker));
    }

    /** Where connections of this loop leave their lines. */
    public LoopLog of(Loop loop) {
        return logs.getOrDefault(loop, LoopLog.NONE);
    }

    /** Call it when no loop appends any more. */
    @Override
    public void close() {
        worker.ifPresent(Worker::stop);
    }
}
