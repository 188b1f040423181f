package io.steelyard.control.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.ClassicProtocol;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.classic.Meaning;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Zone ZONE = new Zone("us-east-1a");
    private static final ClassicListener WEB = new ClassicListener(
            new Port(80), ClassicProtocol.HTTP, new Port(8080), ClassicProtocol.HTTP, Optional.empty(), List.of());

    private final ControlFixture control = new ControlFixture();
    private final Departures departures = new Departures(control.store, control.editor, control.clock);

    @AfterEach
    void stop() {
        departures.close();
    }

    @Test
    void instancesLeaveWhenTheirTimeIsOverAndNoSooner() {
        Instant now = control.clock.instant();
        LoadBalancer balancer =
                make(Optional.of(now.plusSeconds(10)), Optional.empty(), Optional.of(now.plusSeconds(20)));
        departures.expect(balancer);

        departures.endDue();
        assertThat(instances(balancer.id())).containsExactly("i-1", "i-2", "i-3");

        control.clock.advance(Duration.ofSeconds(10));
        departures.endDue();
        assertThat(instances(balancer.id())).containsExactly("i-2", "i-3");

        control.clock.advance(Duration.ofSeconds(10));
        departures.endDue();
        assertThat(instances(balancer.id())).containsExactly("i-2");
    }

    @Test
    void whoLeavesIsKnownToTheNextProcess() {
        LoadBalancer balancer = make(Optional.of(control.clock.instant().plusSeconds(5)));

        departures.read();
        control.clock.advance(Duration.ofSeconds(5));
        departures.endDue();

        assertThat(instances(balancer.id())).isEmpty();
    }

    @Test
    void aBalancerThatIsGoingIsLeftAlone() {
        LoadBalancer balancer = make(Optional.of(control.clock.instant()));
        departures.expect(balancer);
        control.editor.delete(balancer.tenant(), List.of(balancer.id()), new Admission.Always());
        int events = events(balancer.id());

        departures.endDue();

        assertThat(events(balancer.id())).isEqualTo(events);
    }

    private int events(LoadBalancerId id) {
        return control.store.read(unit -> unit.events(id, 100)).size();
    }

    private List<String> instances(LoadBalancerId id) {
        LoadBalancer balancer = control.store.<LoadBalancer>read(
                unit -> unit.loadBalancer(id).orElseThrow().configuration().orElseThrow());
        return balancer.primaryPool().nodes().stream()
                .map(node -> node.instance().orElseThrow().id().value())
                .toList();
    }

    @SafeVarargs
    private LoadBalancer make(Optional<Instant>... leaves) {
        Pool pool = Pool.empty(new PoolId(1), Algorithm.ROUND_ROBIN);
        for (int i = 1; i <= leaves.length; i++) {
            pool = pool.withNodesAdded(List.of(node(i, leaves[i - 1])));
        }
        List<Pool> pools = List.of(pool);
        return control.editor.create(
                (unit, now) -> Meaning.of(
                        new LoadBalancer(
                                unit.nextLoadBalancerId(),
                                ControlFixture.JDOE.tenant(),
                                ControlFixture.JDOE.region(),
                                new Name("web"),
                                List.of(new VirtualIpId(1)),
                                List.of(),
                                pools,
                                TrafficPolicy.DEFAULT,
                                Metadata.NONE,
                                Optional.of(new Classic(
                                        false,
                                        List.of(ZONE),
                                        List.of(),
                                        List.of(),
                                        List.of(WEB),
                                        HealthCheck.usual(WEB),
                                        List.of(),
                                        List.of(),
                                        ClassicAttributes.DEFAULT,
                                        List.of()))),
                        Map.of()),
                new Admission.Always(),
                (unit, row) -> row.configuration().orElseThrow());
    }

    private static Node node(int id, Optional<Instant> leaves) {
        return new Node(
                new NodeId(id),
                IpAddress.require("10.1.1." + id),
                new Port(8080),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                Metadata.NONE,
                Optional.of(new InstanceRef(new InstanceId("i-" + id), ZONE, Optional.empty(), leaves)),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
