package io.steelyard.proxy.upstream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one node from time to time, and probes it when nothing else tells how it is. Looks on the prober's thread;
 * every other method may be called by any thread.
 */
final class NodeWatch {
    /** Before it tries again when too many connections are in the making. */
    private static final long CROWDED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    private final Prober prober;
    private final Target target;
    private final NodeState node;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private @Nullable Future<?> next;
    private boolean stopped;

    NodeWatch(Prober prober, Target target) {
        this.prober = prober;
        this.target = target;
        this.node = target.node();
    }

    /** Done when it was probed for the first time. */
    CompletableFuture<Boolean> first() {
        return first;
    }

    void start(long nanos) {
        lookIn(nanos);
    }

    synchronized void stop() {
        stopped = true;
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** Availability has changed. */
    void changed() {
        if (node.availability() == Availability.OFFLINE) {
            lookIn(node.untilProbe());
        }
    }

    private synchronized void lookIn(long nanos) {
        Future<?> pending = next;
        if (pending != null) {
            pending.cancel(false);
        }
        if (stopped) {
            return;
        }
        try {
            next = prober.timer().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.trace("{} is watched no more", node, ending);
        }
    }

    private void look() {
        if (!isToBeProbed()) {
            first.complete(true);
            lookIn(pause());
            return;
        }
        int era = node.era();
        boolean begun = prober.connect(target, result -> {
            result.tell(node, era);
            first.complete(true);
            lookIn(pause());
        });
        if (!begun) {
            lookIn(CROWDED_NANOS);
        }
    }

    private boolean isToBeProbed() {
        return switch (node.availability()) {
            case HELD -> true;
            case ONLINE -> !node.wasBusy();
            // What only an answer can disprove, requests may try first.
            case OFFLINE -> node.takeProbe(node.isUnreachable() ? 0 : pause());
        };
    }

    private long pause() {
        boolean doubted = node.cause().isPresent();
        long nanos = doubted ? prober.limits().probeInterval().toNanos() : prober.quietNanos();
        return nanos - ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
    }
}
