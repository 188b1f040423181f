package io.steelyard.control.housekeeping;

import io.steelyard.control.idempotency.IdempotencyService;
import io.steelyard.control.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what has had its time: what is left of deleted balancers, what was used, kept answers, expired tokens, old entries
 * of the audit log. Once an hour.
 */
public final class Housekeeping implements AutoCloseable {
    /** How long it is known that a balancer was there. */
    public static final Duration DELETED_KEPT_FOR = Duration.ofDays(90);

    /** How long, and how much of, what was done is remembered. */
    public static final Duration AUDIT_KEPT_FOR = Duration.ofDays(90);

    public static final int MOST_AUDIT = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    public Housekeeping(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Begins at once. */
    public void start() {
        timer.scheduleWithFixedDelay(this::tryToTidy, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void tryToTidy() {
        try {
            tidy();
        } catch (RuntimeException failed) {
            LOG.warn("What has had its time stays for another hour: {}", failed.getMessage());
        }
    }

    void tidy() {
        Instant now = clock.instant();
        store.update(unit -> {
            unit.removeLoadBalancersDeletedBefore(now.minus(DELETED_KEPT_FOR));
            unit.removeUsageEndedBefore(now.minus(DELETED_KEPT_FOR));
            unit.removeKeptAnswersUntil(now.minus(IdempotencyService.KEPT_FOR));
            unit.removeTokensExpiredBy(now);
            unit.removeAuditBefore(now.minus(AUDIT_KEPT_FOR));
            unit.removeAuditBeyond(MOST_AUDIT);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
