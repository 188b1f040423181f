package io.steelyard.control.change;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Work;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadBalancerEditorTest {
    private static final Admission ALWAYS = new Admission.Always();
    private final ControlFixture control = new ControlFixture();

    @Test
    void aNewBalancerIsInBuildWithItsWorkDue() {
        LoadBalancerRow row = control.create().row();

        assertThat(row.status()).isEqualTo(Status.BUILD);
        assertThat(claim()).containsExactly(new Work(row.id(), 1));
    }

    @Test
    void editsThatAreAlwaysAdmittedCoalesceIntoOnePieceOfWork() {
        LoadBalancerId id = control.create().row().id();

        control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> same);
        control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> same);

        assertThat(generation(id)).isEqualTo(3);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void anEditWhileAnEarlierOneIsPendingIsRefusedAfterThePatienceIsOver() {
        LoadBalancerId id = control.create().row().id();

        Refusal refusal = refusalOf(() -> control.editor.edit(JDOE.tenant(), id, AT_ONCE, (unit, same, now) -> same));

        assertThat(refusal).isEqualTo(new Refusal.Immutable(id, Status.BUILD));
        assertThat(generation(id)).isEqualTo(1);
    }

    @Test
    void aPatientEditGoesOnAsSoonAsTheEarlierOneIsSettled() {
        LoadBalancerId id = control.create().row().id();
        Admission patient = new Admission.WhenSettled(Duration.ofSeconds(20));

        CompletableFuture<LoadBalancerRow> edit = CompletableFuture.supplyAsync(
                () -> control.editor.edit(JDOE.tenant(), id, patient, (unit, same, now) -> same));
        control.settle(id);

        assertThat(edit).succeedsWithin(Duration.ofSeconds(10));
        assertThat(generation(id)).isEqualTo(2);
    }

    @Test
    void anotherTenantsBalancerLooksLikeOneThatIsNotThere() {
        LoadBalancerId id = control.create().row().id();
        LoadBalancerId unknown = new LoadBalancerId(Integer.MAX_VALUE);

        Refusal foreign = refusalOf(() -> control.editor.edit(OTHER.tenant(), id, ALWAYS, (unit, same, now) -> same));

        assertThat(foreign)
                .isEqualTo(refusalOf(
                        () -> control.editor.edit(OTHER.tenant(), unknown, ALWAYS, (unit, same, now) -> same)));
    }

    @Test
    void deletingSeveralIsAllOrNothing() {
        LoadBalancerId id = control.create().row().id();
        control.settle(id);
        LoadBalancerId unknown = new LoadBalancerId(4711);

        refusalOf(() -> control.editor.delete(JDOE.tenant(), List.of(id, unknown), AT_ONCE));

        assertThat(control.status(id)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aDeletedBalancerRefusesEveryFurtherWrite() {
        LoadBalancerId id = control.create().row().id();
        control.settle(id);
        control.editor.delete(JDOE.tenant(), List.of(id), AT_ONCE);

        assertThat(refusalOf(() -> control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> same)))
                .isEqualTo(new Refusal.Immutable(id, Status.PENDING_DELETE));
        control.settle(id);
        assertThat(refusalOf(() -> control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> same)))
                .isEqualTo(new Refusal.Gone(id));
    }

    @Test
    void aChangeThatThrowsLeavesNothingBehind() {
        LoadBalancerId id = control.create().row().id();
        control.store.update(unit -> unit.finishWork(id));

        refusalOf(() -> control.editor.edit(JDOE.tenant(), id, ALWAYS, (unit, same, now) -> {
            unit.nextNodeId();
            throw new io.steelyard.domain.refusal.RefusedException(new Refusal.OutOfVirtualIps());
        }));

        assertThat(generation(id)).isEqualTo(1);
        assertThat(claim()).isEmpty();
    }

    private long generation(LoadBalancerId id) {
        return control.store.<Long>read(
                unit -> unit.loadBalancer(id).orElseThrow().change().generation());
    }

    private List<Work> claim() {
        return control.store.write(unit ->
                unit.claimWork(control.clock.instant(), control.clock.instant().plusSeconds(10), 10));
    }
}
