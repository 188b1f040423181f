package io.steelyard.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.desired.Compile;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What hosts are told, byte for byte: a change of any golden file is a change of the host link. */
class CompileGoldenTest {
    private static final NodeNetworks NETWORKS = new NodeNetworks(true, List.of(), List.of(), List.of());
    private static final SessionKey KEY = new SessionKey(new byte[SessionKey.LENGTH]);
    private static final TenantId TENANT = new TenantId(1234);
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final RegionName REGION = new RegionName("ORD");
    private final JsonMapper mapper = DomainModule.mapper()
            .rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Test
    void aTcpBalancerOnTwoFamiliesWithNodesInEveryCondition() throws IOException {
        Pool pool = new Pool(
                new PoolId(1),
                Algorithm.ROUND_ROBIN,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        node(11, "10.1.1.1", Condition.ENABLED, 1),
                        node(12, "10.1.1.2", Condition.DRAINING, 5),
                        node(13, "2001:db8::1", Condition.DISABLED, 100)));

        DesiredLoadBalancer desired = Compile.desired(
                loadBalancer(Protocol.TCP, 8080, pool, 1, 2),
                Map.of(new VirtualIpId(1), vip(1, "127.100.0.1"), new VirtualIpId(2), vip(2, "fd00::1")),
                Map.of(),
                KEY,
                NETWORKS);

        assertMatches("tcp-two-families.json", desired);
    }

    @Test
    void anHttpBalancerWithoutNodes() throws IOException {
        Pool empty = Pool.empty(new PoolId(1), Algorithm.RANDOM);

        DesiredLoadBalancer desired = Compile.desired(
                loadBalancer(Protocol.HTTP, 80, empty, 1),
                Map.of(new VirtualIpId(1), vip(1, "127.100.0.1")),
                Map.of(),
                KEY,
                NETWORKS);

        assertMatches("http-without-nodes.json", desired);
    }

    @Test
    void aSuspendedBalancerKeepsItsAddressesAndHasNowhereToSendTrafficTo() throws IOException {
        Pool pool = Pool.empty(new PoolId(1), Algorithm.RANDOM)
                .withNodesAdded(List.of(node(11, "10.1.1.1", Condition.ENABLED, 1)));

        DesiredLoadBalancer desired = Compile.suspended(
                loadBalancer(Protocol.HTTP, 80, pool, 1),
                Map.of(new VirtualIpId(1), vip(1, "127.100.0.1")),
                Map.of(),
                KEY,
                NETWORKS);

        assertMatches("http-without-nodes.json", desired);
    }

    private void assertMatches(String golden, DesiredLoadBalancer desired) throws IOException {
        String expected = read(golden);

        assertThat(mapper.writeValueAsString(desired) + "\n").isEqualTo(expected);
        assertThat(mapper.readValue(expected, DesiredLoadBalancer.class)).isEqualTo(desired);
    }

    private static LoadBalancer loadBalancer(Protocol protocol, int port, Pool pool, int... vips) {
        return new LoadBalancer(
                new LoadBalancerId(7),
                TENANT,
                REGION,
                new Name("web"),
                java.util.Arrays.stream(vips).mapToObj(VirtualIpId::new).toList(),
                List.of(Listener.primary(new ListenerId(1), protocol, new Port(port), pool.id())),
                List.of(pool),
                TrafficPolicy.DEFAULT,
                Metadata.NONE);
    }

    private static Node node(int id, String address, Condition condition, int weight) {
        return Node.first(
                new NodeId(id),
                IpAddress.require(address),
                new Port(80),
                condition,
                new Weight(weight),
                NodeType.PRIMARY,
                START);
    }

    private static VirtualIp vip(int id, String address) {
        return new VirtualIp(
                new VirtualIpId(id),
                TENANT,
                REGION,
                IpAddress.require(address),
                VipType.PUBLIC,
                new VipGroupId(1),
                VipState.IN_USE,
                START);
    }

    private static String read(String golden) throws IOException {
        try (InputStream in = Objects.requireNonNull(CompileGoldenTest.class.getResourceAsStream(golden))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
