package io.steelyard.control.usage;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time does to the records of use: each 5 minutes the connected clients are looked at, each hour records end and
 * others begin, and each day what has ended becomes history. All by the clock in UTC, so it does not matter when the
 * service was started; polls that nobody was there for are not made up.
 */
public final class UsageCycle implements AutoCloseable {
    public static final Duration POLL = Duration.ofMinutes(5);
    static final Duration RECORD = Duration.ofHours(1);
    static final Duration FOLD = Duration.ofDays(1);
    /** Short enough to hit a poll's moment well, whatever is done to the machine's clock. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(UsageCycle.class);

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usage").daemon().factory());
    private Instant lastPoll;

    public UsageCycle(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.lastPoll = floor(clock.instant(), POLL);
    }

    /** Begins, with what was due while nobody was there. */
    public void start() {
        timer.execute(this::catchUp);
        timer.scheduleWithFixedDelay(this::tryToAdvance, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    private void catchUp() {
        try {
            resume();
        } catch (RuntimeException failed) {
            LOG.warn("Records of use could not be brought up to date: {}", failed.toString());
        }
    }

    /** Ends the records whose hour passed while nobody was there, and gives one to each balancer that has none yet. */
    void resume() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.update(unit -> {
            turn(unit, now);
            unit.everyLoadBalancer().stream()
                    .filter(row -> row.change().lifecycle() != Lifecycle.DELETED)
                    .forEach(row -> UsageLedger.changed(unit, row, now));
        });
    }

    private void tryToAdvance() {
        try {
            advance();
        } catch (RuntimeException failed) {
            LOG.warn("A poll of the connections failed: {}", failed.toString());
        }
    }

    /** Does what has become due since the last call. */
    public synchronized void advance() {
        Instant now = clock.instant();
        Instant poll = floor(now, POLL);
        if (poll.isAfter(lastPoll)) {
            store.update(unit -> {
                UsageMeter.poll(unit);
                turn(unit, now);
            });
            lastPoll = poll;
        }
    }

    private static void turn(WriteUnit unit, Instant now) {
        Instant hour = floor(now, RECORD);
        List<UsageRecord> over = unit.usageRunningSinceBefore(hour);
        if (!over.isEmpty()) {
            over.forEach(running -> UsageLedger.turn(unit, running, hour));
            countAccounts(unit, hour);
        }
        unit.foldUsageEndedBy(floor(now, FOLD));
    }

    private static void countAccounts(WriteUnit unit, Instant hour) {
        Map<TenantId, List<LoadBalancerRow>> accounts = unit.everyLoadBalancer().stream()
                .filter(row -> row.change().lifecycle() != Lifecycle.DELETED)
                .collect(Collectors.groupingBy(LoadBalancerRow::tenant));
        accounts.forEach((tenant, rows) -> unit.save(count(unit, tenant, rows, hour.minus(RECORD), hour)));
    }

    /** What these balancers of an account come to. */
    static AccountUsage count(ReadUnit unit, TenantId tenant, List<LoadBalancerRow> rows, Instant start, Instant end) {
        Map<VipType, Long> vips = unit
                .virtualIps(rows.stream()
                        .flatMap(row -> row.virtualIps().stream())
                        .distinct()
                        .toList())
                .values()
                .stream()
                .collect(Collectors.groupingBy(VirtualIp::type, Collectors.counting()));
        return new AccountUsage(
                tenant,
                start,
                end,
                rows.size(),
                vips.getOrDefault(VipType.PUBLIC, 0L).intValue(),
                vips.getOrDefault(VipType.SERVICENET, 0L).intValue());
    }

    static Instant floor(Instant moment, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
