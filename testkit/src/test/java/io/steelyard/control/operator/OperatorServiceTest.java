package io.steelyard.control.operator;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorServiceTest {
    private static final Admission ALWAYS = new Admission.Always();
    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerId id = control.create().row().id();

    @Test
    void aSuspendedBalancerIsOnlyForLookingAtUntilItIsResumed() {
        control.settle(id);

        assertThat(control.operator.suspend(id).status()).isEqualTo(Status.SUSPENDED);
        control.settle(id);

        Refusal immutable = new Refusal.Immutable(id, Status.SUSPENDED);
        assertThat(refusalOf(() -> control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> same)))
                .isEqualTo(immutable);
        assertThat(refusalOf(() -> control.loadBalancers.delete(JDOE, List.of(id), AT_ONCE)))
                .isEqualTo(immutable);
        assertThat(control.loadBalancers.get(JDOE, id).nodes()).hasSize(1);
        assertThat(control.operator.resume(id).status()).isEqualTo(Status.PENDING_UPDATE);
        control.settle(id);
        assertThat(control.status(id)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void suspendingTwiceOrResumingWhatGoesOnChangesNothing() {
        LoadBalancerRow once = control.operator.suspend(id);

        assertThat(control.operator.suspend(id)).isEqualTo(once);
        LoadBalancerRow resumed = control.operator.resume(id);
        assertThat(control.operator.resume(id)).isEqualTo(resumed);
    }

    @Test
    void aResyncIsAGenerationOfTheSameConfiguration() {
        control.settle(id);
        LoadBalancerRow before = control.loadBalancers.get(JDOE, id).row();

        LoadBalancerRow after = control.operator.resync(id);

        assertThat(after.change().generation()).isEqualTo(2);
        assertThat(after.configuration()).isEqualTo(before.configuration());
        assertThat(events()).first().isEqualTo(Event.Type.RESYNCED);
    }

    @Test
    void whatIsNotThereOrGoingIsRefused() {
        LoadBalancerId unknown = new LoadBalancerId(4711);
        assertThat(refusalOf(() -> control.operator.suspend(unknown)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));

        control.settle(id);
        control.loadBalancers.delete(JDOE, List.of(id), AT_ONCE);
        assertThat(refusalOf(() -> control.operator.resync(id)))
                .isEqualTo(new Refusal.Immutable(id, Status.PENDING_DELETE));
        control.settle(id);
        assertThat(refusalOf(() -> control.operator.resume(id))).isEqualTo(new Refusal.Gone(id));
    }

    private List<Event.Type> events() {
        return control.store.read(
                unit -> unit.events(id, 10).stream().map(Event::type).toList());
    }
}
