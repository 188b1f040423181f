package io.steelyard.control.loadbalancer;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Revision;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadBalancerServiceTest {
    private static final LoadBalancerUpdate NOTHING = new LoadBalancerUpdate(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerId id = control.create().row().id();

    @Test
    void changesAllThatIsGivenInOneGeneration() {
        control.settle(id);
        LoadBalancerUpdate everything = new LoadBalancerUpdate(
                Optional.of(new Name("shop")),
                Optional.of(Algorithm.ROUND_ROBIN),
                Optional.of(Protocol.HTTP),
                Optional.of(new Port(8080)),
                Optional.of(Duration.ofSeconds(7)),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                List.of());

        update(everything);

        LoadBalancer changed = row().configuration().orElseThrow();
        assertThat(changed.name()).isEqualTo(new Name("shop"));
        assertThat(changed.primaryPool().algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
        assertThat(changed.primaryListener().protocol()).isEqualTo(Protocol.HTTP);
        assertThat(changed.primaryListener().port()).isEqualTo(new Port(8080));
        assertThat(changed.policy().idleTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(changed.policy().connectionLogging()).isTrue();
        assertThat(row().status()).isEqualTo(Status.PENDING_UPDATE);
        assertThat(revisions()).extracting(Revision::generation).containsExactly(2L, 1L);
    }

    @Test
    void leavesWhatIsNotGivenThePortOfANewProtocolIncluded() {
        control.settle(id);
        LoadBalancer before = row().configuration().orElseThrow();

        update(protocol(Protocol.HTTP));

        assertThat(row().configuration())
                .hasValue(before.withListener(before.primaryListener().withProtocol(Protocol.HTTP)));
    }

    @Test
    void anUpdateOfNothingIsInvalidAndChangesNothing() {
        control.settle(id);

        assertThat(refusalOf(() -> update(NOTHING))).isInstanceOf(Refusal.Invalid.class);
        assertThat(row().change().generation()).isEqualTo(1);
    }

    @Test
    void whatTheDialectFoundWrongIsRefusedAllTogether() {
        List<Violation> wrong = List.of(
                new Violation("color", Violation.Rule.UNKNOWN_ATTRIBUTE, "left out"),
                new Violation("id", Violation.Rule.IMMUTABLE, "left out"));

        Refusal refusal = refusalOf(() -> update(new LoadBalancerUpdate(
                Optional.of(new Name("shop")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                wrong)));

        assertThat(refusal).isEqualTo(new Refusal.Invalid(wrong));
    }

    @Test
    void itsClaimMovesWithItsPortAndTheOldOneIsFree() {
        control.settle(id);

        update(port(81));

        assertThat(holder(80)).isEmpty();
        assertThat(holder(81)).hasValue(id);
    }

    @Test
    void anotherTenantsBalancerIsNotFound() {
        assertThat(refusalOf(() -> control.loadBalancers.update(OTHER, id, port(81), AT_ONCE)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));
    }

    @Test
    void anEditOfSomethingElseInBetweenIsNoticed() {
        control.settle(id);
        Admission seen = new Admission.Unchanged(row().change().generation(), AT_ONCE);
        update(port(81));
        control.settle(id);

        assertThat(refusalOf(() -> control.loadBalancers.update(JDOE, id, port(82), seen)))
                .isEqualTo(new Refusal.Changed(id));
        assertThat(holder(82)).isEmpty();
    }

    @Test
    void whatIsOnlyObservedInBetweenIsNoEdit() {
        Admission seen = new Admission.Unchanged(row().change().generation(), AT_ONCE);
        control.settle(id);

        control.loadBalancers.update(JDOE, id, port(81), seen);

        assertThat(holder(81)).hasValue(id);
    }

    private void update(LoadBalancerUpdate update) {
        control.loadBalancers.update(JDOE, id, update, AT_ONCE);
    }

    private LoadBalancerRow row() {
        return control.loadBalancers.get(JDOE, id).row();
    }

    private List<Revision> revisions() {
        return control.store.read(unit -> unit.revisions(id));
    }

    private Optional<LoadBalancerId> holder(int port) {
        VirtualIpId vip =
                control.loadBalancers.get(JDOE, id).virtualIps().getFirst().id();
        return control.store.read(unit -> unit.claimedBy(vip, Transport.TCP, new Port(port)));
    }

    private static LoadBalancerUpdate port(int port) {
        return new LoadBalancerUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Port(port)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static LoadBalancerUpdate protocol(Protocol protocol) {
        return new LoadBalancerUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.of(protocol),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
