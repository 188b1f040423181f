package io.steelyard.control.node;

import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.node;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeServiceTest {
    private static final Admission ALWAYS = new Admission.Always();
    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerId id = control.create().row().id();

    @Test
    void addsNodesAtTheEndWithIdsOfTheirOwn() {
        List<NodeView> added = add(node("10.1.1.2", 80), node("10.1.1.2", 81));

        assertThat(control.nodes.list(JDOE, id)).hasSize(3).endsWith(added.toArray(NodeView[]::new));
    }

    @Test
    void theLastNodeMayBeRemoved() {
        NodeId only = control.nodes.list(JDOE, id).getFirst().node().id();

        control.nodes.remove(JDOE, id, only, ALWAYS);

        assertThat(control.nodes.list(JDOE, id)).isEmpty();
    }

    @Test
    void anUnknownNodeIsNotFoundAndNothingChanges() {
        assertThat(refusalOf(() -> control.nodes.remove(JDOE, id, new NodeId(4711), ALWAYS)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.NODE));
        assertThat(control.loadBalancers.get(JDOE, id).row().change().generation())
                .isEqualTo(1);
    }

    @Test
    void aNodeThatIsThereAlreadyIsAConflict() {
        assertThat(refusalOf(() -> add(node("10.1.1.1", 80)))).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void aNodeNamedTwiceInOneRequestIsInvalid() {
        Refusal refusal = refusalOf(() -> add(node("10.1.1.2", 80), node("10.1.1.2", 80)));

        assertThat(((Refusal.Invalid) refusal).violations())
                .extracting(Violation::rule)
                .containsExactly(Violation.Rule.DUPLICATE);
    }

    @Test
    void theLimitCountsTheNodesThatAreThere() {
        add(IntStream.rangeClosed(1, 24).mapToObj(i -> node("10.2.0." + i, 80)).toArray(NewNode[]::new));

        assertThat(refusalOf(() -> add(node("10.3.0.1", 80))))
                .isEqualTo(new Refusal.OverLimit(Refusal.Limit.NODES_PER_LOAD_BALANCER, 25));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 80",
        "::, 80",
        "224.0.0.1, 80",
        "255.255.255.255, 80",
        "169.254.169.254, 80",
        "fe80::1, 80",
        "127.100.0.1, 80",
        "127.101.0.2, 9000",
        "127.0.0.1, 8080",
        "::1, 8080",
        "::ffff:127.0.0.1, 8080"
    })
    void anAddressInsideTheServicesOwnNetworkIsRefused(String address, int port) {
        Refusal refusal = refusalOf(() -> add(node(address, port)));

        assertThat(((Refusal.Invalid) refusal).violations())
                .extracting(Violation::rule)
                .containsExactly(Violation.Rule.NOT_ALLOWED);
    }

    @Test
    void loopbackIsRefusedWhereTheServiceIsNotAloneOnItsMachine() {
        NodeRules rules = new NodeRules(false, java.util.Set::of, control.pools);

        assertThat(rules.check("nodes", List.of(node("127.0.0.1", 80)))).hasSize(1);
    }

    private List<NodeView> add(NewNode... wanted) {
        return control.nodes.add(JDOE, id, List.of(wanted), List.of(), ALWAYS);
    }
}
