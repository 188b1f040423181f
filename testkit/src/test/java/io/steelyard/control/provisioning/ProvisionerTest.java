package io.steelyard.control.provisioning;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.virtualip.VipState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisionerTest {
    private final ControlFixture control = new ControlFixture();
    private Optional<Provisioner> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(Provisioner::close);
    }

    @Test
    void whatWasAskedForBecomesActiveOnceTheHostsReportIt() {
        start(RecordingFleet.applying());

        LoadBalancerId id = control.create().row().id();

        await().until(() -> control.status(id) == Status.ACTIVE);
        assertThat(noWorkIsLeft()).isTrue();
    }

    @Test
    void workThatNobodySettledIsPublishedAgainWhenItsLeaseEnds() throws InterruptedException {
        RecordingFleet fleet = RecordingFleet.silent();
        start(fleet);
        control.create();
        Entry first = fleet.told.take();

        control.clock.advance(Duration.ofSeconds(3));
        control.workDue.ring();

        assertThat(fleet.told.take()).isEqualTo(first);
    }

    @Test
    void aBalancerThatNoHostTakesSaysSoAndIsActiveAsSoonAsOneDoes() {
        RecordingFleet fleet = RecordingFleet.silent();
        Provisioner provisioner = start(fleet);
        LoadBalancerId id = control.create().row().id();

        await().until(() -> {
            control.clock.advance(Duration.ofSeconds(3));
            control.workDue.ring();
            return control.status(id) == Status.ERROR;
        });
        provisioner.reported(List.of(new EntryReport.Applied(id, 1)));

        assertThat(control.status(id)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aRejectedGenerationIsAnErrorWithItsReasonAndTheNextWriteRepairsIt() {
        RecordingFleet fleet = new RecordingFleet(entry -> Optional.of(
                entry.generation() == 1
                        ? new EntryReport.Rejected(
                                entry.id(), 1, Failure.Code.ADDRESS_IN_USE, "127.100.0.1:80 is taken.")
                        : new EntryReport.Applied(entry.id(), entry.generation())));
        start(fleet);

        LoadBalancerId id = control.create().row().id();
        await().until(() -> control.status(id) == Status.ERROR);
        assertThat(row(id).change().failure().orElseThrow().reason()).contains("taken");
        assertThat(noWorkIsLeft()).isTrue();

        control.nodes.add(JDOE, id, List.of(node("10.1.1.2", 80)), List.of(), AT_ONCE, Receipt.none());
        await().until(() -> control.status(id) == Status.ACTIVE);
    }

    @Test
    void aDeletedBalancerIsErasedAndItsAddressQuarantined() {
        start(RecordingFleet.applying());
        LoadBalancerRow row = control.create().row();
        await().until(() -> control.status(row.id()) == Status.ACTIVE);

        control.loadBalancers.delete(JDOE, List.of(row.id()), AT_ONCE);

        await().until(() -> control.status(row.id()) == Status.DELETED);
        assertThat(row(row.id()).configuration()).isEmpty();
        assertThat(control.store.<VipState>read(
                        unit -> unit.everyVirtualIp().getFirst().state()))
                .isEqualTo(VipState.QUARANTINED);
    }

    @Test
    void aHostThatComesBackIsToldEverythingAndTheEndOfWhatItKnewThatIsGone() {
        Provisioner provisioner = start(RecordingFleet.applying());
        LoadBalancerId kept = control.create().row().id();
        LoadBalancerId gone = control.create().row().id();
        await().until(() -> control.status(kept) == Status.ACTIVE && control.status(gone) == Status.ACTIVE);
        control.loadBalancers.delete(JDOE, List.of(gone), AT_ONCE);
        await().until(() -> control.status(gone) == Status.DELETED);

        HostDesired desired = provisioner.connected(Set.of(gone));

        assertThat(desired.complete()).isTrue();
        assertThat(desired.entries())
                .extracting(Entry::id, Entry::getClass)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(kept, Entry.Present.class),
                        org.assertj.core.groups.Tuple.tuple(gone, Entry.Absent.class));
    }

    @Test
    void aHostThatLostEverythingIsFirstToldTheGenerationThatServedBeforeOneThatFailed() {
        Provisioner provisioner = start(RecordingFleet.silent());
        LoadBalancerId id = control.create().row().id();
        provisioner.reported(List.of(new EntryReport.Applied(id, 1)));
        control.nodes.add(JDOE, id, List.of(node("10.1.1.2", 80)), List.of(), AT_ONCE, Receipt.none());
        provisioner.reported(List.of(new EntryReport.Rejected(id, 2, Failure.Code.HOST_ERROR, "No room.")));

        HostDesired desired = provisioner.connected(Set.of());

        assertThat(desired.entries()).extracting(Entry::generation).containsExactly(1L, 2L);
    }

    @Test
    void hostsAreToldToServeASuspendedBalancerWithoutNodesAndAResumedOneWithThem() throws InterruptedException {
        RecordingFleet fleet = RecordingFleet.applying();
        start(fleet);
        LoadBalancerId id = control.create().row().id();
        Entry before = fleet.told.take();

        control.operator.suspend(id);
        Entry suspended = fleet.told.take();
        control.operator.resume(id);
        Entry resumed = fleet.told.take();

        DesiredLoadBalancer asBefore = ((Entry.Present) before).desired();
        assertThat(((Entry.Present) resumed).desired()).isEqualTo(asBefore);
        assertThat(((Entry.Present) suspended).desired().listeners())
                .containsExactly(asBefore.listeners().getFirst().withoutEndpoints());
    }

    private Provisioner start(RecordingFleet fleet) {
        Provisioner provisioner = new Provisioner(
                control.store,
                fleet,
                control.clock,
                control.workDue,
                control.settled,
                new SessionKey(new byte[SessionKey.LENGTH]),
                control.vault,
                control.rules::networks);
        provisioner.start();
        running = Optional.of(provisioner);
        return provisioner;
    }

    private LoadBalancerRow row(LoadBalancerId id) {
        return control.store.<LoadBalancerRow>read(unit -> unit.loadBalancer(id).orElseThrow());
    }

    private boolean noWorkIsLeft() {
        return control.store.<Boolean>read(unit -> unit.nextWorkDue().isEmpty());
    }
}
