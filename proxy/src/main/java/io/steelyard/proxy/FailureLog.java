package io.steelyard.proxy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what goes wrong with traffic, one line per kind and {@link #PAUSE} at most, with the number left out: a node
 * that is down must not fill a disk. Any thread.
 */
public final class FailureLog {
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final Map<ProxyFailure, FailureLog> KINDS = new EnumMap<>(ProxyFailure.class);

    static {
        for (ProxyFailure failure : ProxyFailure.values()) {
            KINDS.put(failure, new FailureLog());
        }
    }

    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());
    private final LongAdder leftOut = new LongAdder();

    private FailureLog() {}

    /**
     * @param where the listener or node; turned into text only when a line is written
     * @param cause its stack trace is written for {@link ProxyFailure#INTERNAL} alone
     */
    public static void log(ProxyFailure failure, Object where, @Nullable Throwable cause) {
        FailureLog kind = KINDS.get(failure);
        if (kind == null || !kind.lineIsDue()) {
            return;
        }
        long leftOut = kind.leftOut.sumThenReset();
        if (failure == ProxyFailure.INTERNAL) {
            LOG.error("{} {} ({} like it before)", failure, where, leftOut, cause);
        } else {
            LOG.warn("{} {}: {} ({} like it before)", failure, where, cause == null ? "-" : cause.toString(), leftOut);
        }
    }

    private boolean lineIsDue() {
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + PAUSE.toNanos())) {
            return true;
        }
        leftOut.increment();
        return false;
    }
}
