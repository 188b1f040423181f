package io.steelyard.control.operator;

import io.steelyard.control.change.Bell;
import io.steelyard.control.store.DueWork;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What has yet to be brought to the hosts: one job per balancer. */
public final class JobService {
    private final Store store;
    private final InstantSource clock;
    private final Bell workDue;

    /** @param workDue rung when a job shall be taken up at once */
    public JobService(Store store, InstantSource clock, Bell workDue) {
        this.store = store;
        this.clock = clock;
        this.workDue = workDue;
    }

    /** A job with the balancer that it is for. */
    public record Job(DueWork work, LoadBalancerRow loadBalancer) {}

    /** The jobs that there are, the soonest due first. */
    public List<Job> list(int limit) {
        return store.read(unit -> unit.work(limit).stream()
                .flatMap(work -> job(unit, work).stream())
                .toList());
    }

    /** How many jobs there are. */
    public int count() {
        return store.<Integer>read(ReadUnit::countWork);
    }

    /** A balancer's job; empty when everything asked for is served. */
    public Optional<Job> of(LoadBalancerId id) {
        return store.read(unit -> unit.work(id).flatMap(work -> job(unit, work)));
    }

    /**
     * Has a job done now, whatever it waits for, its attempts counted anew.
     *
     * @throws RefusedException with NotFound when the balancer has none
     */
    public void retry(LoadBalancerId id) {
        store.update(unit -> {
            if (unit.work(id).isEmpty()) {
                throw new RefusedException(new Refusal.NotFound(Refusal.Noun.JOB));
            }
            unit.markDue(id, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        });
        workDue.ring();
    }

    private static Optional<Job> job(ReadUnit unit, DueWork work) {
        return unit.loadBalancer(work.loadBalancer()).map(row -> new Job(work, row));
    }
}
