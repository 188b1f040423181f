package io.steelyard.control.maintenance;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Keeps tenants away from the API while the operator works on the service. What they asked for before is brought to the
 * hosts as ever, and traffic goes on.
 *
 * <p>Threading: any number of threads; asking whether it is on costs one read of memory.
 */
public final class MaintenanceService {
    private final Store store;
    private final InstantSource clock;
    private volatile Optional<Maintenance> current;

    /** It is as it was when the service stopped. */
    public MaintenanceService(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.current = store.read(ReadUnit::maintenance);
    }

    /** Empty while tenants are served. */
    public Optional<Maintenance> current() {
        return current;
    }

    /** @throws RefusedException with Unavailable while it is on */
    public void requireOff() {
        current.ifPresent(maintenance -> {
            throw new RefusedException(new Refusal.Unavailable(maintenance.retryAfter()));
        });
    }

    /** Begins it, or changes what tenants are told; it began when it first did. */
    public synchronized Maintenance begin(Duration retryAfter, String reason) {
        Maintenance begun = new Maintenance(
                current.map(Maintenance::since).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                retryAfter,
                reason);
        keep(Optional.of(begun));
        return begun;
    }

    /** Serves tenants again. Nothing changes when they are served already. */
    public synchronized void end() {
        keep(Optional.empty());
    }

    private void keep(Optional<Maintenance> maintenance) {
        store.update(unit -> unit.saveMaintenance(maintenance));
        current = maintenance;
    }
}
