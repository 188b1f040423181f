package io.steelyard.server.operator;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the store holds, counted in one view: figures of one scrape belong together. */
final class StoreFigures {
    private static final double MILLIS_PER_SECOND = 1000.0;
    private static final Snapshot NONE = new Snapshot(Map.of(), Set.of(), 0, 0, 0);

    private final Store store;
    private final InstantSource clock;
    private volatile Snapshot latest = NONE;

    StoreFigures(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Snapshot(
            Map<Status, Integer> balancers, Set<LoadBalancerId> live, int accounts, int jobs, double overdueSeconds) {}

    /** Counts anew. */
    void read() {
        Instant now = clock.instant();
        latest = store.read(unit -> new Snapshot(
                unit.countByStatus(), live(unit), unit.countAccounts(), unit.countWork(), overdueSeconds(unit, now)));
    }

    private static Set<LoadBalancerId> live(ReadUnit unit) {
        return unit.statusColumn().entrySet().stream()
                .filter(status -> status.getValue() != Status.DELETED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static double overdueSeconds(ReadUnit unit, Instant now) {
        return unit.nextWorkDue()
                .filter(now::isAfter)
                .map(due -> Duration.between(due, now).toMillis() / MILLIS_PER_SECOND)
                .orElse(0.0);
    }

    int balancers(Status status) {
        return latest.balancers().getOrDefault(status, 0);
    }

    /** Those that are not DELETED. */
    Set<LoadBalancerId> loadBalancers() {
        return latest.live();
    }

    int accounts() {
        return latest.accounts();
    }

    int jobs() {
        return latest.jobs();
    }

    double overdueSeconds() {
        return latest.overdueSeconds();
    }

    static long bytes(Path data) {
        return Stream.of("steelyard.db", "steelyard.db-wal", "steelyard.db-shm")
                .map(data::resolve)
                .map(Path::toFile)
                .mapToLong(File::length)
                .sum();
    }
}
