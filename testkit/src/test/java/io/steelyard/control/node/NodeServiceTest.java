package io.steelyard.control.node;

import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.node;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

        control.nodes.remove(JDOE, id, List.of(only), ALWAYS);

        assertThat(control.nodes.list(JDOE, id)).isEmpty();
    }

    @Test
    void aChangeKeepsWhatItDoesNotNameAndMovesTheTimesOfNodeAndBalancer() {
        NodeView before = add(node("10.1.1.2", 80)).getFirst();
        control.clock.advance(Duration.ofSeconds(5));

        change(before.node().id(), new NodeChange(none(), Optional.of(new Weight(7)), none(), List.of()));

        Node after = control.nodes.get(JDOE, id, before.node().id()).node();
        assertThat(after)
                .isEqualTo(new Node(
                        before.node().id(),
                        before.node().address(),
                        before.node().port(),
                        Condition.ENABLED,
                        new Weight(7),
                        NodeType.PRIMARY,
                        Metadata.NONE,
                        Optional.empty(),
                        before.node().created(),
                        control.clock.instant()));
        assertThat(control.loadBalancers.get(JDOE, id).row().change().updated()).isEqualTo(after.updated());
        assertThat(control.nodes.list(JDOE, id).getFirst().updated()).isBefore(after.updated());
    }

    @Test
    void aConditionDecidesTheStatusThatIsShown() {
        NodeId node = control.nodes.list(JDOE, id).getFirst().node().id();

        change(node, new NodeChange(Optional.of(Condition.DRAINING), none(), none(), List.of()));

        assertThat(control.nodes.get(JDOE, id, node).status()).isEqualTo(NodeStatus.DRAINING);
    }

    @Test
    void aChangeOfNothingIsInvalid() {
        NodeId node = control.nodes.list(JDOE, id).getFirst().node().id();

        assertThat(refusalOf(() -> change(node, new NodeChange(none(), none(), none(), List.of()))))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(refusalOf(() -> change(new NodeId(4711), new NodeChange(none(), none(), none(), List.of()))))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.NODE));
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void severalNodesAreRemovedAllOrNone() {
        List<NodeId> added = add(node("10.1.1.2", 80), node("10.1.1.3", 80)).stream()
                .map(view -> view.node().id())
                .toList();

        assertThat(refusalOf(() -> control.nodes.remove(JDOE, id, List.of(added.getFirst(), new NodeId(4711)), ALWAYS)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.NODE));
        assertThat(control.nodes.list(JDOE, id)).hasSize(3);
        control.nodes.remove(JDOE, id, added, ALWAYS);

        assertThat(control.nodes.list(JDOE, id)).hasSize(1);
    }

    @Test
    void aBatchNamesOneToTenNodes() {
        List<NodeId> many = IntStream.rangeClosed(1, 11).mapToObj(NodeId::new).toList();

        assertThat(refusalOf(() -> control.nodes.remove(JDOE, id, many, ALWAYS)))
                .isEqualTo(Refusal.Invalid.because("id", Violation.Rule.OUT_OF_RANGE, "given 1 to 10 times"));
        assertThat(refusalOf(() -> control.nodes.remove(JDOE, id, List.of(), ALWAYS)))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void anUnknownNodeIsNotFoundAndNothingChanges() {
        assertThat(refusalOf(() -> control.nodes.remove(JDOE, id, List.of(new NodeId(4711)), ALWAYS)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.NODE));
        assertThat(generation()).isEqualTo(1);
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
        "10.8.0.1, 80",
        "127.0.0.1, 80",
        "::1, 80",
        "64:ff9b::a01:101, 80",
        "2001:db8::1, 8080",
        "10.1.1.1, 8080",
    })
    void anotherAddressIsNot(String address, int port) {
        assertThat(control.rules.check(List.of(node(address, port)))).isEmpty();
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
        "::ffff:127.0.0.1, 8080",
        "::127.0.0.1, 8080",
        "64:ff9b::169.254.169.254, 80",
        "2002:a9fe:a9fe::1, 80",
        "::ffff:0:10.9.0.1, 80",
        "10.9.255.1, 80",
        "100.100.100.200, 80",
        "fd00:ec2::254, 80",
        "ff02::1, 80"
    })
    void anAddressInsideTheServicesOwnNetworkIsRefused(String address, int port) {
        Refusal refusal = refusalOf(() -> add(node(address, port)));

        assertThat(((Refusal.Invalid) refusal).violations())
                .extracting(Violation::rule)
                .containsExactly(Violation.Rule.NOT_ALLOWED);
    }

    @Test
    void loopbackIsRefusedWhereTheServiceIsNotAloneOnItsMachine() {
        NodeRules rules = new NodeRules(false, java.util.Set::of, control.pools, List.of());

        assertThat(rules.check(List.of(node("127.0.0.1", 80)))).hasSize(1);
    }

    private long generation() {
        return control.loadBalancers.get(JDOE, id).row().change().generation();
    }

    private void change(NodeId node, NodeChange wanted) {
        control.nodes.change(JDOE, id, node, wanted, ALWAYS);
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private List<NodeView> add(NewNode... wanted) {
        return control.nodes.add(JDOE, id, List.of(wanted), List.of(), ALWAYS, Receipt.none());
    }
}
