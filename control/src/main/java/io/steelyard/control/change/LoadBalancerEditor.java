package io.steelyard.control.change;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.PartEvents;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.usage.UsageLedger;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The only way a balancer changes. Each edit is one store unit: the configuration with its projections, generation+1,
 * the work that will bring it to the hosts, and an event. When a method returns, all of it is durable.
 */
public final class LoadBalancerEditor {
    private final Store store;
    private final InstantSource clock;
    private final Bell workDue;
    private final Bell settled;

    /**
     * @param workDue rung when there is something to apply
     * @param settled heard when something was applied or failed
     */
    public LoadBalancerEditor(Store store, InstantSource clock, Bell workDue, Bell settled) {
        this.store = store;
        this.clock = clock;
        this.workDue = workDue;
        this.settled = settled;
    }

    /**
     * Adds the balancer that {@code creation} returns.
     *
     * @param admission says only whether it is a dry run: nothing comes before a balancer
     * @param made makes the result of what was added, in the same unit
     * @throws RefusedException when one of its ports is taken, or with what {@code creation} refuses; nothing is there then
     */
    public <R> R create(
            Creation creation, Admission admission, BiFunction<? super WriteUnit, LoadBalancerRow, R> made) {
        R result = store.write(unit -> {
            Instant now = now();
            LoadBalancer loadBalancer = creation.apply(unit, now);
            LoadBalancerRow row = LoadBalancerRow.of(
                    loadBalancer, Aliases.free(unit, loadBalancer), Change.first(loadBalancer.id(), now));
            save(unit, row, Event.Type.CREATED, "Load balancer " + row.id() + " was asked for.", now);
            PartEvents.of(loadBalancer, now).forEach(unit::append);
            giveUpIfDry(admission, List.of(Outcome.of(unit, Optional.empty(), row)));
            return made.apply(unit, row);
        });
        workDue.ring();
        return result;
    }

    /**
     * Exchanges a tenant's balancer for what {@code change} makes of it.
     *
     * @throws RefusedException when it is not there, gone, suspended, or may not be edited now, when one of its ports
     *     is taken, or with what {@code change} refuses; nothing has changed then
     * @throws DryRunException when the admission wants it only tried
     */
    public LoadBalancerRow edit(TenantId tenant, LoadBalancerId id, Admission admission, Edit change) {
        return edit(tenant, id, admission, change, Change::edited);
    }

    /**
     * The same for what no host needs to know, such as metadata: a balancer that is ACTIVE stays so.
     *
     * @throws RefusedException as {@link #edit} does
     */
    public LoadBalancerRow note(TenantId tenant, LoadBalancerId id, Admission admission, Edit change) {
        return edit(tenant, id, admission, change, Change::noted);
    }

    private LoadBalancerRow edit(
            TenantId tenant,
            LoadBalancerId id,
            Admission admission,
            Edit change,
            BiFunction<Change, Instant, Change> further) {
        return admitted(
                admission,
                () -> store.write(unit -> {
                    LoadBalancerRow row = editable(unit, tenant, id, admission);
                    Instant now = now();
                    LoadBalancer before = row.configuration().orElseThrow();
                    LoadBalancer changed = change.apply(unit, before, now);
                    LoadBalancerRow edited = row.with(changed, further.apply(row.change(), now));
                    save(unit, edited, Event.Type.UPDATED, "Load balancer " + id + " was changed.", now);
                    PartEvents.between(before, changed, now).forEach(unit::append);
                    giveUpIfDry(admission, List.of(Outcome.of(unit, Optional.of(row), edited)));
                    return edited;
                }));
    }

    /**
     * Changes how far a balancer of any tenant has come, for the operator; its configuration stays. Nothing is saved when
     * {@code change} returns what it was given.
     *
     * @throws RefusedException when it is not there, gone, or about to go
     */
    public LoadBalancerRow operate(
            LoadBalancerId id, Event.Type type, String summary, BiFunction<Change, Instant, Change> change) {
        LoadBalancerRow operated = store.write(unit -> {
            LoadBalancerRow row = unit.loadBalancer(id).orElseThrow(LoadBalancerEditor::notFound);
            requireLive(row);
            Instant now = now();
            Change further = change.apply(row.change(), now);
            return further.equals(row.change()) ? row : save(unit, row.with(further), type, summary, now);
        });
        workDue.ring();
        return operated;
    }

    /**
     * Exchanges a balancer of any tenant for what {@code change} makes of it, for the operator; it may be suspended, and an
     * earlier edit may be pending. Nothing is saved when {@code change} returns what it was given.
     *
     * @throws RefusedException when it is not there, gone, or about to go
     */
    public LoadBalancerRow configure(LoadBalancerId id, String summary, Configuring change) {
        LoadBalancerRow configured = store.write(unit -> {
            LoadBalancerRow row = unit.loadBalancer(id).orElseThrow(LoadBalancerEditor::notFound);
            requireLive(row);
            Instant now = now();
            LoadBalancer before = row.configuration().orElseThrow();
            LoadBalancer changed = change.of(unit, before);
            return changed.equals(before)
                    ? row
                    : save(unit, row.with(changed, row.change().edited(now)), Event.Type.UPDATED, summary, now);
        });
        workDue.ring();
        return configured;
    }

    /** What the operator makes of a balancer, within the unit that keeps it. */
    @FunctionalInterface
    public interface Configuring {
        LoadBalancer of(WriteUnit unit, LoadBalancer before);
    }

    /**
     * Asks for the end of a tenant's balancers, all or none of them.
     *
     * @throws RefusedException as {@link #edit} does
     */
    public void delete(TenantId tenant, List<LoadBalancerId> ids, Admission admission) {
        admitted(
                admission,
                () -> store.write(unit -> {
                    List<Outcome> outcomes = ids.stream()
                            .map(id -> delete(unit, tenant, id, admission))
                            .toList();
                    giveUpIfDry(admission, outcomes);
                    return Boolean.TRUE;
                }));
    }

    private Outcome delete(WriteUnit unit, TenantId tenant, LoadBalancerId id, Admission admission) {
        LoadBalancerRow row = editable(unit, tenant, id, admission);
        Instant now = now();
        LoadBalancerRow deleting = row.with(row.change().deleting(now));
        save(unit, deleting, Event.Type.DELETE_REQUESTED, "The end of load balancer " + id + " was asked for.", now);
        return Outcome.of(unit, Optional.of(row), deleting);
    }

    private static void giveUpIfDry(Admission admission, List<Outcome> outcomes) {
        if (admission.isDryRun()) {
            throw new DryRunException(outcomes);
        }
    }

    private LoadBalancerRow save(WriteUnit unit, LoadBalancerRow row, Event.Type type, String summary, Instant now) {
        row.configuration().ifPresent(configuration -> PortClaims.requireFree(unit, configuration));
        unit.save(row);
        if (!row.change().isSettled()) {
            unit.markDue(row.id(), now);
        }
        UsageLedger.changed(unit, row, now);
        unit.append(new Event(row.id(), row.tenant(), type, summary, now));
        return row;
    }

    private <R> R admitted(Admission admission, Supplier<R> edit) {
        R result = patiently(admission.patience().orElse(Duration.ZERO), edit);
        workDue.ring();
        return result;
    }

    private <R> R patiently(Duration patience, Supplier<R> edit) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long heard = settled.rings();
            try {
                return edit.get();
            } catch (RefusedException refused) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!(refused.refusal() instanceof Refusal.Immutable immutable)
                        || !isPending(immutable.status())
                        || left.isNegative()
                        || left.isZero()) {
                    throw refused;
                }
                await(heard, left, refused);
            }
        }
    }

    private void await(long heard, Duration left, RefusedException otherwise) {
        try {
            settled.awaitAfter(heard, left);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }

    private static LoadBalancerRow editable(WriteUnit unit, TenantId tenant, LoadBalancerId id, Admission admission) {
        LoadBalancerRow row = unit.loadBalancer(id)
                .filter(found -> found.tenant().equals(tenant))
                .orElseThrow(LoadBalancerEditor::notFound);
        requireLive(row);
        if (!admission.accepts(row.change().generation())) {
            throw new RefusedException(new Refusal.Changed(id));
        }
        Status status = row.status();
        if (status == Status.SUSPENDED || (admission.patience().isPresent() && isPending(status))) {
            throw new RefusedException(new Refusal.Immutable(id, status));
        }
        return row;
    }

    private static void requireLive(LoadBalancerRow row) {
        switch (row.change().lifecycle()) {
            case LIVE -> {}
            case DELETING -> throw new RefusedException(new Refusal.Immutable(row.id(), row.status()));
            case DELETED -> throw new RefusedException(new Refusal.Gone(row.id()));
        }
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));
    }

    private static boolean isPending(Status status) {
        return status == Status.BUILD || status == Status.PENDING_UPDATE;
    }

    /** Milliseconds are what the store keeps; what is answered now and read back later must be equal. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
