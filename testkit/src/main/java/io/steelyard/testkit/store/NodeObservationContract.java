package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.testkit.SampleBalancers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What hosts see of nodes: one row for each host and node, gone with the node. */
interface NodeObservationContract {
    HostName OTHER = new HostName("other");

    Store store();

    @Test
    default void theLatestObservationOfEachHostIsKept() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        NodeObservation local = failed(HostName.LOCAL, row, 1, START);
        NodeObservation other = failed(OTHER, row, 1, START);
        NodeObservation back =
                new NodeObservation(HostName.LOCAL, local.report().online(), START.plusSeconds(1));

        store().update(unit -> {
            unit.save(local);
            unit.save(other);
        });
        assertThat(observed(row)).containsExactly(local, other);
        store().update(unit -> unit.save(back));

        assertThat(observed(row)).containsExactly(back, other);
        assertThat(offline(HostName.LOCAL)).isEmpty();
        assertThat(offline(OTHER)).containsExactly(other.report());
    }

    @Test
    default void nothingIsObservedOfABalancerAtFirst() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);

        assertThat(observed(row)).isEmpty();
    }

    @Test
    default void anObservationGoesWithItsNode() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        NodeObservation stays = failed(HostName.LOCAL, row, 2, START);
        store().update(unit -> {
            unit.save(failed(HostName.LOCAL, row, 1, START));
            unit.save(stays);
        });

        LoadBalancer smaller = row.configuration()
                .map(old -> old.withPool(old.primaryPool().withoutNodes(List.of(new NodeId(1)))))
                .orElseThrow();
        store().update(unit -> unit.save(LoadBalancerRow.of(smaller, row.change())));

        assertThat(observed(row)).containsExactly(stays);
    }

    @Test
    default void observationsGoWithTheirBalancer() {
        LoadBalancerRow row = store().write(SampleBalancers::saveNew);
        store().update(unit -> unit.save(failed(HostName.LOCAL, row, 1, START)));

        Change deleting = row.change().deleting(START);
        store().update(unit -> unit.save(row.with(deleting.settled(deleting.generation()))));

        assertThat(observed(row)).isEmpty();
        assertThat(offline(HostName.LOCAL)).isEmpty();
    }

    private List<NodeObservation> observed(LoadBalancerRow row) {
        List<LoadBalancerId> wanted = List.of(row.id());
        return store().read(unit -> unit.nodeObservations(wanted));
    }

    private List<NodeReport> offline(HostName host) {
        return store().read(unit -> unit.offlineNodes(host));
    }

    private static NodeObservation failed(HostName host, LoadBalancerRow row, int node, Instant at) {
        NodeReport report =
                new NodeReport(row.id(), new NodeId(node), Optional.of(Outage.inTraffic(NodeFailure.NO_ANSWER)));
        return new NodeObservation(host, report, at);
    }
}
