package io.steelyard.control.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.event.Event;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeObservationsTest {
    private static final HostName SECOND = new HostName("second");

    private final ControlFixture control = new ControlFixture();
    private final NodeObservations observations = new NodeObservations(control.store, control.clock);
    private LoadBalancerId id = new LoadBalancerId(1);
    private NodeId node = new NodeId(1);

    @BeforeEach
    void create() {
        id = control.create().row().id();
        control.settle(id);
        node = view().node().id();
        control.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void aNodeThatFailsIsShownOfflineAndMovesItselfAndItsBalancer() {
        say(HostName.LOCAL, failed());

        assertThat(view().status()).isEqualTo(NodeStatus.OFFLINE);
        assertThat(view().updated()).isEqualTo(control.clock.instant());
        assertThat(balancerUpdated()).isEqualTo(control.clock.instant());
        assertThat(latestEvent().type()).isEqualTo(Event.Type.NODE_STATUS);
        assertThat(latestEvent().summary())
                .isEqualTo("Node " + node + " (10.1.1.1, port 80) is OFFLINE because it answers with status 503.");
    }

    @Test
    void aNodeThatComesBackIsShownOnline() {
        say(HostName.LOCAL, failed());
        control.clock.advance(Duration.ofMinutes(1));

        say(HostName.LOCAL, failed().online());

        assertThat(view().status()).isEqualTo(NodeStatus.ONLINE);
        assertThat(view().updated()).isEqualTo(control.clock.instant());
        assertThat(latestEvent().summary()).endsWith("is ONLINE again.");
    }

    @Test
    void whatIsKnownAlreadyIsNoNews() {
        say(HostName.LOCAL, failed());
        Instant first = control.clock.instant();
        int events = events().size();
        control.clock.advance(Duration.ofMinutes(1));

        say(HostName.LOCAL, failed());
        observations.reported(HostName.LOCAL, true, List.of(failed()), Set.of());

        assertThat(events()).hasSize(events);
        assertThat(balancerUpdated()).isEqualTo(first);
    }

    @Test
    void anotherReasonWhyANameLeadsNowhereIsNews() {
        say(HostName.LOCAL, lost(NodeFailure.NAME_UNANSWERED));

        say(HostName.LOCAL, lost(NodeFailure.CLOSED_ADDRESS));

        assertThat(view().outage().orElseThrow().report()).isEqualTo(lost(NodeFailure.CLOSED_ADDRESS));
        assertThat(latestEvent().summary()).endsWith("its name leads to an address that nodes may not have.");
    }

    private NodeReport lost(NodeFailure why) {
        return new NodeReport(id, node, Optional.of(Outage.inTraffic(why)));
    }

    @Test
    void whatAHostHasNotLookedAtYetStaysAsItWasKnown() {
        say(HostName.LOCAL, failed());
        int events = events().size();

        observations.reported(HostName.LOCAL, true, List.of(), Set.of(node));

        assertThat(view().status()).isEqualTo(NodeStatus.OFFLINE);
        assertThat(events()).hasSize(events);
    }

    @Test
    void aCompleteReportBringsBackWhatItDoesNotName() {
        say(HostName.LOCAL, failed());

        observations.reported(HostName.LOCAL, true, List.of(), Set.of());

        assertThat(view().status()).isEqualTo(NodeStatus.ONLINE);
    }

    @Test
    void aNodeIsOfflineAsLongAsOneHostSeesItSo() {
        say(HostName.LOCAL, failed());
        say(SECOND, failed());

        observations.reported(HostName.LOCAL, true, List.of(), Set.of());
        assertThat(view().status()).isEqualTo(NodeStatus.OFFLINE);
        say(SECOND, failed().online());

        assertThat(view().status()).isEqualTo(NodeStatus.ONLINE);
    }

    @Test
    void reportsOfWhatIsNotThereAreIgnored() {
        int events = events().size();

        say(HostName.LOCAL, new NodeReport(id, new NodeId(999), Optional.of(Outage.inTraffic(NodeFailure.NO_ANSWER))));
        say(
                HostName.LOCAL,
                new NodeReport(new LoadBalancerId(999), node, Optional.of(Outage.inTraffic(NodeFailure.NO_ANSWER))));

        assertThat(events()).hasSize(events);
        assertThat(control.store.<List<NodeReport>>read(unit -> unit.offlineNodes(HostName.LOCAL)))
                .isEmpty();
    }

    @Test
    void manyReportsOfOneBalancerAreWrittenTogether() {
        control.nodes.add(
                ControlFixture.JDOE,
                id,
                List.of(ControlFixture.node("10.1.1.2", 80), ControlFixture.node("10.1.1.3", 80)),
                List.of(),
                ControlFixture.AT_ONCE,
                Receipt.none());

        List<NodeReport> all = control.nodes.list(ControlFixture.JDOE, id).stream()
                .map(view -> new NodeReport(
                        id, view.node().id(), Optional.of(Outage.inTraffic(NodeFailure.CONNECT_REFUSED))))
                .toList();
        observations.reported(HostName.LOCAL, false, all, Set.of());

        assertThat(control.nodes.list(ControlFixture.JDOE, id))
                .hasSize(3)
                .allSatisfy(view -> assertThat(view.status()).isEqualTo(NodeStatus.OFFLINE));
    }

    private void say(HostName host, NodeReport report) {
        observations.reported(host, false, List.of(report), Set.of());
    }

    private NodeReport failed() {
        return new NodeReport(id, node, Optional.of(Outage.inTraffic(NodeFailure.UNAVAILABLE)));
    }

    private NodeView view() {
        return control.nodes.list(ControlFixture.JDOE, id).getFirst();
    }

    private Instant balancerUpdated() {
        return control.loadBalancers.get(ControlFixture.JDOE, id).row().change().updated();
    }

    private Event latestEvent() {
        return events().getFirst();
    }

    private List<Event> events() {
        return control.store.read(unit -> unit.events(id, 100));
    }
}
