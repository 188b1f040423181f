package io.steelyard.proxy.accesslog;

import io.steelyard.proxy.lock.ProcessLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two threads behind the loops: one splits, once a second and whenever a spool fills up; the other one seals, which
 * takes longer. An error is logged, and the work tried again a second later.
 */
final class Worker {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    /** Of the splitter; looking at the disk is not needed every second. */
    private static final int ROUNDS_BETWEEN_MEASURES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final ProcessLock keeper;
    private final Splitter splitter;
    private final Sealer sealer;
    private final List<Spool> spools;
    private final InstantSource clock;
    private final Semaphore toSplit = new Semaphore(0);
    private final Semaphore toSeal = new Semaphore(0);
    private final Thread splitting =
            Thread.ofPlatform().name("accesslog-split").daemon().unstarted(this::split);
    private final Thread sealing =
            Thread.ofPlatform().name("accesslog-seal").daemon().unstarted(this::seal);
    private volatile boolean stopping;
    private boolean recovered;
    private int rounds;

    /** @param keeper nothing is done before it is taken */
    Worker(ProcessLock keeper, Splitter splitter, Sealer sealer, List<Spool> spools, InstantSource clock) {
        this.keeper = keeper;
        this.splitter = splitter;
        this.sealer = sealer;
        this.spools = spools;
        this.clock = clock;
    }

    void start() {
        splitting.start();
        sealing.start();
    }

    /** A spool should be emptied soon. Any thread; does not wait. */
    void hurry() {
        toSplit.release();
    }

    private void split() {
        await(toSplit, this::splitRound);
        tryTo(this::splitRound);
    }

    private void splitRound() throws IOException {
        if (!keeper.tryTake()) {
            return;
        }
        if (!recovered) {
            splitter.recover();
            recovered = true;
        }
        Instant now = clock.instant();
        if (rounds++ % ROUNDS_BETWEEN_MEASURES == 0) {
            splitter.measure();
        }
        for (Spool spool : spools) {
            splitter.drain(spool);
        }
        splitter.drainOthers();
        splitter.announceLosses();
        if (splitter.closeDue(now)) {
            toSeal.release();
        }
    }

    private void seal() {
        await(toSeal, () -> {
            if (keeper.isHeld()) {
                sealer.sealAll();
            }
        });
    }

    private void await(Semaphore due, Work work) {
        try {
            while (!stopping) {
                tryTo(work);
                if (due.tryAcquire(ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
                    due.drainPermits();
                }
            }
        } catch (InterruptedException ending) {
            LOG.trace("Interrupted", ending);
        }
    }

    private static void tryTo(Work work) {
        try {
            work.run();
        } catch (IOException failed) {
            LOG.warn("Access logs wait: {}", failed.toString());
        } catch (RuntimeException unexpected) {
            LOG.error("Access logs wait", unexpected);
        }
    }

    /** Splits what is there, and ends. What is not sealed is taken up by the next process. */
    void stop() {
        stopping = true;
        toSplit.release();
        toSeal.release();
        try {
            splitting.join(STOP_LIMIT);
            sealing.join(STOP_LIMIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
