package io.steelyard.control.housekeeping;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private final ControlFixture control = new ControlFixture();

    @Test
    void whatIsLeftOfADeletedBalancerGoesAfterNinetyDays() {
        LoadBalancerId gone = deleted();
        LoadBalancerId kept = control.create().row().id();

        control.clock.advance(Housekeeping.DELETED_KEPT_FOR);
        tidy();
        assertThat(control.status(gone)).isEqualTo(Status.DELETED);

        control.clock.advance(Duration.ofMillis(1));
        tidy();
        assertThat(refusalOf(() -> control.loadBalancers.get(JDOE, gone)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));
        assertThat(control.status(kept)).isEqualTo(Status.BUILD);
    }

    @Test
    void itBeginsAtOnceWhenStarted() {
        control.store.update((WriteUnit unit) -> unit.save(new KeptAnswer(
                JDOE.tenant(),
                "key",
                "print",
                new LoadBalancerId(1),
                Optional.of("answer"),
                control.clock.instant().minus(Duration.ofDays(2)))));

        try (Housekeeping housekeeping = new Housekeeping(control.store, control.clock)) {
            housekeeping.start();

            await().until(() -> control.store.<Boolean>read(
                    unit -> unit.keptAnswer(JDOE.tenant(), "key").isEmpty()));
        }
    }

    private void tidy() {
        try (Housekeeping housekeeping = new Housekeeping(control.store, control.clock)) {
            housekeeping.tidy();
        }
    }

    private LoadBalancerId deleted() {
        LoadBalancerId id = control.create().row().id();
        control.settle(id);
        control.loadBalancers.delete(JDOE, List.of(id), AT_ONCE);
        control.settle(id);
        return id;
    }
}
