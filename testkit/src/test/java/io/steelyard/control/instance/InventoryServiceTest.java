package io.steelyard.control.instance;

import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.identity.Account;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Meaning;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryServiceTest {
    private static final TenantId TENANT = SampleBalancers.TENANT;

    private final ControlFixture control = new ControlFixture();
    private final InventoryService inventory = new InventoryService(control.store, control.editor, () -> {});

    InventoryServiceTest() {
        keep(TENANT, "i-1", "10.1.1.1");
        keep(TENANT, "i-2", "10.1.1.2");
    }

    @Test
    void aBalancerFollowsAnInstanceThatMoves() {
        LoadBalancerId id = classicWith("i-1", "i-2");

        control.store.update(unit -> unit.save(new Account(TENANT, "shop", "00")));
        inventory.put(TENANT, instance("i-1", "10.1.1.9"));

        assertThat(addresses(id)).containsExactly("10.1.1.9", "10.1.1.2");
    }

    @Test
    void aBalancerHasNoInstanceThatIsGone() {
        LoadBalancerId id = classicWith("i-1", "i-2");

        inventory.remove(TENANT, new InstanceId("i-1"));

        assertThat(addresses(id)).containsExactly("10.1.1.2");
    }

    @Test
    void whatACrashKeptFromBeingFollowedIsFollowedAtTheNextStart() {
        LoadBalancerId behind = classicWith("i-1", "i-2");
        LoadBalancerId untouched = classicWith("i-2");
        keep(TENANT, "i-1", "10.1.1.9");
        LoadBalancerRow before = row(untouched);

        inventory.followAll();

        assertThat(addresses(behind)).containsExactly("10.1.1.9", "10.1.1.2");
        assertThat(row(untouched)).isEqualTo(before);
    }

    @Test
    void anInstanceOfAnotherAccountIsNotFollowed() {
        LoadBalancerId id = classicWith("i-1");

        keep(OTHER.tenant(), "i-1", "10.1.1.9");
        inventory.followAll();

        assertThat(addresses(id)).containsExactly("10.1.1.1");
    }

    @Test
    void anAccountThatIsNotThereIsNotFound() {
        TenantId unknown = new TenantId(4_711);

        assertThat(refusalOf(() -> inventory.put(unknown, instance("i-1", "10.1.1.1"))))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
        assertThat(refusalOf(() -> inventory.list(unknown))).isEqualTo(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
    }

    private LoadBalancerId classicWith(String... instances) {
        return control.store.write(unit -> {
            List<Node> nodes = new ArrayList<>();
            for (String id : instances) {
                Instance found = unit.instance(TENANT, new InstanceId(id)).orElseThrow();
                nodes.add(new Node(
                        unit.nextNodeId(),
                        found.address(),
                        new Port(8080),
                        Condition.ENABLED,
                        Weight.ONE,
                        NodeType.PRIMARY,
                        Metadata.NONE,
                        Optional.of(new InstanceRef(found.id(), found.zone())),
                        START,
                        START));
            }
            LoadBalancer plain = SampleBalancers.http(unit.nextLoadBalancerId(), unit.nextVirtualIpId());
            LoadBalancer classic = Meaning.of(
                    plain.withClassic(SampleBalancers.said())
                            .withListeners(List.of())
                            .withPool(Pool.empty(new PoolId(1), Algorithm.ROUND_ROBIN)
                                    .withNodesAdded(nodes)),
                    Map.of());
            unit.save(SampleBalancers.row(classic));
            return classic.id();
        });
    }

    private void keep(TenantId tenant, String id, String address) {
        control.store.update(unit -> unit.save(tenant, instance(id, address)));
    }

    private static Instance instance(String id, String address) {
        return new Instance(
                new InstanceId(id),
                IpAddress.require(address),
                new Zone("us-east-1a"),
                Instance.State.RUNNING,
                Optional.empty(),
                Map.of());
    }

    private LoadBalancerRow row(LoadBalancerId id) {
        return control.store
                .<Optional<LoadBalancerRow>>read(unit -> unit.loadBalancer(id))
                .orElseThrow();
    }

    private List<String> addresses(LoadBalancerId id) {
        return row(id).configuration().orElseThrow().primaryPool().nodes().stream()
                .map(node -> node.address().toString())
                .toList();
    }
}
