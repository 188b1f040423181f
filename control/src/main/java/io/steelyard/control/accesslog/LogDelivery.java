package io.steelyard.control.accesslog;

import io.steelyard.control.accesslog.Outbox.Parcel;
import io.steelyard.control.event.Event;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.observed.HostName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.zip.ZipInputStream;
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
    private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final String THE_STORE = "the store";

    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    private final Outbox outbox;
    private final LogStore target;
    private final LogBuckets buckets;
    private final Path unzipped;
    private final Store store;
    private final InstantSource clock;
    private final long quotaOctets;
    private final ToLongFunction<TenantId> kept;
    private final Backoff<String> whole = new Backoff<>();
    private final Backoff<String> each = new Backoff<>();
    private Instant tidyNext = Instant.MIN;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-delivery").daemon().factory());

    /**
     * @param logs the directory where the host leaves its logs
     * @param buckets for detailed logs
     * @param quotaOctets of one tenant, on this disk
     * @param kept what a tenant has on this disk besides, delivered
     * @throws IOException when the directory cannot be used
     */
    public LogDelivery(
            Path logs,
            LogStore target,
            LogBuckets buckets,
            Store store,
            InstantSource clock,
            long quotaOctets,
            ToLongFunction<TenantId> kept)
            throws IOException {
        this.outbox = new Outbox(logs);
        this.target = target;
        this.buckets = buckets;
        this.unzipped = logs.resolve("unzipped");
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
            if (each.isDue(receiver(parcel.name()), now)) {
                send(parcel, now);
            }
        }
        outbox.tidy(now);
        if (!now.isBefore(tidyNext)) {
            buckets.tidy(store);
            tidyNext = now.plus(BETWEEN_TIDYING);
        }
    }

    /** Who refuses things of its own accord. */
    private static String receiver(LogAddress name) {
        return switch (name) {
            case LogName _ -> name.tenant().toString();
            case BucketKey key -> key.tenant() + "/" + key.bucket();
        };
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
        if (log.period().isPresent()) {
            takeDetailed(log, row, held, size);
            return;
        }
        LogName plain = LogName.plain(tenant, row.name(), log);
        outbox.take(
                log,
                outbox.isFirst(log, clock.instant()) ? plain : LogName.own(tenant, row.name(), HostName.LOCAL, log));
        held.merge(tenant, size, Long::sum);
    }

    private void takeDetailed(SealedLog log, LoadBalancerRow row, Map<TenantId, Long> held, long size)
            throws IOException {
        if (log.lines() == 0) {
            outbox.drop(log);
            return;
        }
        LoadBalancerView view = store.read(unit -> LoadBalancerView.of(unit, row));
        Optional<LogDestination> destination = buckets.destination(view);
        if (destination.isEmpty()) {
            tell(row, log.lines() + " lines of the access log of " + log.hour() + " were dropped: no bucket is named.");
            outbox.drop(log);
            return;
        }
        outbox.take(log, destination.get().key(log));
        held.merge(row.tenant(), size, Long::sum);
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
        String receiver = receiver(parcel.name());
        try {
            put(parcel);
        } catch (LogRefusedException refused) {
            if (each.failed(receiver, now)) {
                LOG.warn("Access logs of tenant {} are not taken: {}", receiver, refused.getMessage());
            }
            return;
        } catch (IOException away) {
            if (whole.failed(THE_STORE, now)) {
                LOG.warn("Access logs wait until their store is back: {}", away.toString());
            }
            return;
        }
        outbox.delivered(parcel);
        each.succeeded(receiver);
        if (whole.succeeded(THE_STORE)) {
            LOG.info("The store of access logs is back");
        }
    }

    private void put(Parcel parcel) throws IOException {
        switch (parcel.name()) {
            case LogName name -> target.put(name.tenant(), name.container(), name.object(), parcel.file());
            case BucketKey name -> {
                unzip(parcel.file());
                buckets.put(name, unzipped);
                Files.delete(unzipped);
            }
        }
    }

    /** A detailed log goes as it is, not zipped. */
    private void unzip(Path file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            zip.getNextEntry();
            Files.copy(zip, unzipped, StandardCopyOption.REPLACE_EXISTING);
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
