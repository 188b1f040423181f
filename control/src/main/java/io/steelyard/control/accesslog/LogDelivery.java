package io.steelyard.control.accesslog;

import io.steelyard.control.accesslog.Outbox.Parcel;
import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.observed.HostName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the logs that hosts seal, gives them their names, and delivers them until they have arrived. A store that is
 * away is tried again, later each time; one tenant's refusal does not keep another's waiting. What a tenant may have on
 * this disk has a limit; what is above it is dropped, which an event of the balancer counts.
 *
 * <p>Threading: one thread of its own.
 */
public final class LogDelivery implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final String THE_STORE = "the store";

    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    private final Outbox outbox;
    private final LogStore target;
    private final Store store;
    private final InstantSource clock;
    private final long quotaOctets;
    private final ToLongFunction<TenantId> kept;
    private final Backoff<String> whole = new Backoff<>();
    private final Backoff<TenantId> each = new Backoff<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-delivery").daemon().factory());

    /**
     * @param logs the directory where the host leaves its logs
     * @param quotaOctets of one tenant, on this disk
     * @param kept what a tenant has on this disk besides, delivered
     * @throws IOException when the directory cannot be used
     */
    public LogDelivery(
            Path logs,
            LogStore target,
            Store store,
            InstantSource clock,
            long quotaOctets,
            ToLongFunction<TenantId> kept)
            throws IOException {
        this.outbox = new Outbox(logs);
        this.target = target;
        this.store = store;
        this.clock = clock;
        this.quotaOctets = quotaOctets;
        this.kept = kept;
    }

    /** Begins at once. */
    public void start() {
        timer.scheduleWithFixedDelay(this::tryToDeliver, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryToDeliver() {
        try {
            deliver();
        } catch (IOException | UncheckedIOException failed) {
            LOG.warn("Access logs wait: {}", failed.toString());
        } catch (RuntimeException unexpected) {
            LOG.error("Access logs wait", unexpected);
        }
    }

    /** Names what is new, and sends what is due. */
    void deliver() throws IOException {
        takeSealed();
        Instant now = clock.instant();
        for (Parcel parcel : outbox.parcels()) {
            if (!whole.isDue(THE_STORE, now)) {
                break;
            }
            if (each.isDue(parcel.name().tenant(), now)) {
                send(parcel, now);
            }
        }
        outbox.tidy(now);
    }

    private void takeSealed() throws IOException {
        List<SealedLog> sealed = outbox.sealed();
        if (sealed.isEmpty()) {
            return;
        }
        Map<TenantId, Long> waiting = outbox.held();
        Map<TenantId, Long> held = new HashMap<>();
        for (SealedLog log : sealed) {
            Optional<LoadBalancerRow> row = store.read(unit -> unit.loadBalancer(log.loadBalancer()));
            if (row.isPresent()) {
                held.computeIfAbsent(
                        row.get().tenant(), tenant -> waiting.getOrDefault(tenant, 0L) + kept.applyAsLong(tenant));
                take(log, row.get(), held);
            } else {
                LOG.warn("{} is of a load balancer that nobody knows; it is dropped", log.fileName());
                outbox.drop(log);
            }
        }
    }

    private void take(SealedLog log, LoadBalancerRow row, Map<TenantId, Long> held) throws IOException {
        TenantId tenant = row.tenant();
        long size = outbox.size(log);
        if (held.getOrDefault(tenant, 0L) + size > quotaOctets) {
            tell(row, dropped(log));
            outbox.drop(log);
            return;
        }
        if (log.lost() > 0) {
            tell(row, lost(log));
        }
        LogName plain = LogName.plain(tenant, row.name(), log);
        outbox.take(
                log,
                outbox.isFirst(log, clock.instant()) ? plain : LogName.own(tenant, row.name(), HostName.LOCAL, log));
        held.merge(tenant, size, Long::sum);
    }

    private static String lost(SealedLog log) {
        return log.lost() + " lines of the access log of " + log.hour() + " are missing: more came than could be kept.";
    }

    private String dropped(SealedLog log) {
        return (log.lines() + log.lost()) + " lines of the access log of " + log.hour()
                + " were dropped: the account has no room left of its " + quotaOctets + " bytes for logs.";
    }

    private void tell(LoadBalancerRow row, String summary) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LOG.warn("Load balancer {}: {}", row.id(), summary);
        store.update(unit -> unit.append(new Event(row.id(), row.tenant(), Event.Type.LOG_LOST, summary, now)));
    }

    private void send(Parcel parcel, Instant now) throws IOException {
        LogName name = parcel.name();
        try {
            target.put(name.tenant(), name.container(), name.object(), parcel.file());
        } catch (LogRefusedException refused) {
            if (each.failed(name.tenant(), now)) {
                LOG.warn("Access logs of tenant {} are not taken: {}", name.tenant(), refused.getMessage());
            }
            return;
        } catch (IOException away) {
            if (whole.failed(THE_STORE, now)) {
                LOG.warn("Access logs wait until their store is back: {}", away.toString());
            }
            return;
        }
        outbox.delivered(parcel);
        each.succeeded(name.tenant());
        if (whole.succeeded(THE_STORE)) {
            LOG.info("The store of access logs is back");
        }
    }

    /** What is not delivered waits for the next start. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
