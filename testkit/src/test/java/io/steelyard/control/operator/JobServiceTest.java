package io.steelyard.control.operator;

import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.operator.JobService.Job;
import io.steelyard.control.store.DueWork;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobServiceTest {
    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerId id = control.create().row().id();

    @Test
    void workInLeaseIsAJobWithItsAttempts() {
        claim();

        Job job = control.jobs.of(id).orElseThrow();

        assertThat(job.work()).isEqualTo(new DueWork(id, control.clock.instant().plusSeconds(30), 1));
        assertThat(job.loadBalancer().id()).isEqualTo(id);
        assertThat(control.jobs.list(10)).containsExactly(job);
        assertThat(control.jobs.count()).isEqualTo(1);
    }

    @Test
    void aRetryIsDueAtOnceAndRingsWhoeverDoesIt() {
        claim();
        control.clock.advance(Duration.ofSeconds(1));
        long heard = control.workDue.rings();

        control.jobs.retry(id);

        assertThat(control.jobs.of(id).orElseThrow().work()).isEqualTo(new DueWork(id, control.clock.instant(), 0));
        assertThat(control.workDue.rings()).isGreaterThan(heard);
    }

    @Test
    void whatHasNoJobCannotBeRetried() {
        control.store.update(unit -> unit.finishWork(id));

        assertThat(refusalOf(() -> control.jobs.retry(id))).isEqualTo(new Refusal.NotFound(Refusal.Noun.JOB));
    }

    private void claim() {
        control.store.update(unit ->
                unit.claimWork(control.clock.instant(), control.clock.instant().plusSeconds(30), 10));
    }
}
