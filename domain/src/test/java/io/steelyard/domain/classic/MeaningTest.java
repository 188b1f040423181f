package io.steelyard.domain.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
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
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeaningTest {
    private static final ClassicListener WEB = listener(80, ClassicProtocol.HTTP, 8080);
    private static final ServerCertificate ONE = new ServerCertificate("one", Optional.empty(), new SecretId(1));
    private static final ServerCertificate TWO = new ServerCertificate("two", Optional.empty(), new SecretId(2));
    private static final ClassicListener RAW = listener(5432, ClassicProtocol.TCP, 5433);

    @Test
    void eachPortIsAListenerThatReachesInstancesOnAPortOfItsOwn() {
        LoadBalancer meant = meant(said(WEB, RAW), "a");

        assertThat(meant.listeners()).extracting(Listener::port).containsExactly(new Port(80), new Port(5432));
        assertThat(meant.listeners()).extracting(Listener::protocol).containsExactly(Protocol.HTTP, Protocol.TCP);
        assertThat(meant.listeners()).extracting(Listener::role).containsExactly(Role.PRIMARY, Role.ADDITIONAL);
        assertThat(nodes(meant)).extracting(Node::port).containsOnly(new Port(8080));
        assertThat(meant.primaryPool().algorithm()).isEqualTo(Algorithm.LEAST_CONNECTIONS);
        assertThat(forward(meant, 1).nodePort()).contains(new Port(5433));
        assertThat(forward(meant, 1).algorithm()).contains(Algorithm.ROUND_ROBIN);
    }

    @Test
    void aListenerKeepsItsIdWhileOthersComeAndGoAndIsThePrimaryOneWhenItIsLeftAlone() {
        LoadBalancer both = meant(said(WEB, RAW), "a");

        LoadBalancer one = Meaning.of(both, both.withClassic(said(RAW)));
        LoadBalancer again = Meaning.of(one, one.withClassic(said(WEB, RAW)));

        assertThat(one.listeners())
                .extracting(Listener::id)
                .containsExactly(both.listeners().get(1).id());
        assertThat(one.hasPrimaryAlone()).isTrue();
        assertThat(nodes(one)).extracting(Node::port).containsOnly(RAW.instancePort());
        assertThat(one.primaryPool().algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
        assertThat(again.listeners()).extracting(Listener::port).containsExactly(RAW.port(), WEB.port());
        assertThat(again.listeners()).extracting(Listener::id).doesNotHaveDuplicates();
        assertThat(Meaning.of(again, again)).isEqualTo(again);
        assertThat(Wording.of(again)).isEqualTo(again);
    }

    @Test
    void zonesShareAlikeByWeightsThatTheHostGivesThem() {
        LoadBalancer meant = meant(said(RAW), "a", "a", "a", "b", "b");

        assertThat(nodes(meant)).extracting(Node::weight).containsOnly(Weight.ONE);
        assertThat(meant.primaryPool().algorithm()).isEqualTo(Algorithm.WEIGHTED_ROUND_ROBIN);
    }

    @Test
    void instancesShareAlikeAcrossZonesWhenThatIsSaid() {
        Classic said = said(RAW);
        LoadBalancer meant = meant(said.withAttributes(said.attributes().withCrossZone(true)), "a", "a", "b");

        assertThat(nodes(meant)).extracting(Node::weight).containsOnly(Weight.ONE);
        assertThat(meant.primaryPool().algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
    }

    @Test
    void instancesOfADisabledZoneGetNothingNew() {
        LoadBalancer meant = meant(said(RAW), "a", "c");

        assertThat(nodes(meant)).extracting(Node::condition).containsExactly(Condition.ENABLED, Condition.DRAINING);
    }

    @Test
    void policiesHaveTheirEffectWhereTheyAreUsedAndNowhereElse() {
        Classic said = said(WEB.withPolicyNames(List.of("sticky")), RAW)
                .withPolicies(List.of(
                        policy("sticky", PolicyType.LB_COOKIE),
                        policy("announce", PolicyType.PROXY_PROTOCOL, "ProxyProtocol", "true")))
                .withBackendPolicies(new BackendPolicies(RAW.instancePort(), List.of("announce")));

        LoadBalancer meant = meant(said, "a");

        assertThat(persistence(meant, 0)).contains(SessionPersistence.HTTP_COOKIE);
        assertThat(forward(meant, 0).cookie()).contains(SessionCookie.lasting("AWSELB", Optional.empty()));
        assertThat(forward(meant, 0).options().all()).isEmpty();
        assertThat(persistence(meant, 1)).isEmpty();
        assertThat(forward(meant, 1).options().all()).containsExactly(new ProxyProtocol(1));
    }

    @Test
    void clientsComeBackByACookieThatEndsOrFollowsTheApplications() {
        Classic said = said(
                        WEB.withPolicyNames(List.of("minute")),
                        listener(81, ClassicProtocol.HTTP, 8080).withPolicyNames(List.of("never")),
                        listener(82, ClassicProtocol.HTTP, 8080).withPolicyNames(List.of("app")))
                .withPolicies(List.of(
                        policy("minute", PolicyType.LB_COOKIE, "CookieExpirationPeriod", "60"),
                        policy("never", PolicyType.LB_COOKIE, "CookieExpirationPeriod", "0"),
                        policy("app", PolicyType.APP_COOKIE, "CookieName", "SID")));

        LoadBalancer meant = meant(said, "a");

        assertThat(forward(meant, 0).cookie())
                .contains(SessionCookie.lasting("AWSELB", Optional.of(Duration.ofSeconds(60))));
        assertThat(forward(meant, 1).cookie()).contains(SessionCookie.lasting("AWSELB", Optional.empty()));
        assertThat(forward(meant, 2).cookie()).contains(SessionCookie.following("AWSELB", "SID"));
        assertThat(forward(meant, 2).persistence()).contains(SessionPersistence.HTTP_COOKIE);
    }

    @Test
    void instancesOfHttpsProveThemselvesByThePublicKeysThatAreNamed() {
        ClassicListener secure = new ClassicListener(
                new Port(80), ClassicProtocol.HTTP, new Port(8443), ClassicProtocol.HTTPS, Optional.empty(), List.of());
        Classic said = said(secure)
                .withPolicies(List.of(
                        policy(
                                "key",
                                PolicyType.PUBLIC_KEY,
                                "PublicKey",
                                "-----BEGIN PUBLIC KEY-----\na2V5\n-----END PUBLIC KEY-----"),
                        policy("proof", PolicyType.BACKEND_AUTHENTICATION, "PublicKeyPolicyName", "key")))
                .withBackendPolicies(new BackendPolicies(new Port(8443), List.of("proof")));

        LoadBalancer meant = meant(said, "a");

        assertThat(forward(meant, 0).options().all())
                .containsExactly(NodeTls.UNVERIFIED.withPublicKeys(List.of("a2V5")));
    }

    @Test
    void aSecureListenerShowsTheCertificateThatItNamesAndKeepsItWhileItDoes() {
        Classic said = said(secure("arn:one"));
        LoadBalancer first = meant(said, "a");

        LoadBalancer same = Meaning.of(first, first.withClassic(said.withZones(List.of(new Zone("a")))));
        LoadBalancer other = Meaning.of(first, first.withClassic(said(secure("arn:two"))), Map.of("arn:two", TWO));

        assertThat(tls(first).certificate()).isEqualTo(ONE);
        assertThat(Meaning.certificates(first)).containsExactly(Map.entry("arn:one", ONE));
        assertThat(same.listeners()).isEqualTo(first.listeners());
        assertThat(tls(other).certificate()).isEqualTo(TWO);
        assertThat(other.listeners())
                .extracting(Listener::id)
                .containsExactly(first.listeners().getFirst().id());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Meaning.of(balancer(said), Map.of()))
                .withMessageContaining("arn:one");
    }

    @Test
    void whatClientsMaySpeakIsAsItsPolicySaysAndAsUsualWithoutOne() {
        Classic said = said(secure("arn:one").withPolicyNames(List.of("strict")))
                .withPolicies(List.of(policy(
                        "strict",
                        PolicyType.SSL_NEGOTIATION,
                        SslNegotiation.REFERENCE,
                        SecurityPolicy.TLS_1_2_2017_01.policyName())));

        Tls strict = tls(meant(said, "a"));
        Tls usual = tls(meant(said(secure("arn:one")), "a"));

        assertThat(strict.versions()).containsExactly(TlsVersion.TLS_12);
        assertThat(usual.versions()).containsExactly(TlsVersion.TLS_10, TlsVersion.TLS_11, TlsVersion.TLS_12);
        assertThat(usual.ciphers()).isEqualTo(SecurityPolicy.USUAL.negotiation().ciphers());
    }

    @Test
    void requestsAreJudgedMoreStrictlyInTheStrictestMode() {
        Classic said = said(WEB, RAW);
        Classic strictest =
                said.withAttributes(said.attributes().withDesyncMode(ClassicAttributes.DesyncMode.STRICTEST));

        LoadBalancer meant = meant(strictest, "a");

        assertThat(forward(meant, 0).options().all()).containsExactly(new StrictRequests());
        assertThat(forward(meant, 1).options().all()).isEmpty();
        assertThat(forward(meant(said, "a"), 0).options().all()).isEmpty();
    }

    @Test
    void everyListenerKeepsTheLogThatIsEnabled() {
        Classic said = said(WEB, RAW);
        ClassicAttributes.AccessLog log =
                new ClassicAttributes.AccessLog(true, Optional.of("logs"), Optional.empty(), 5, Optional.of("web-1"));

        LoadBalancer on = meant(said.withAttributes(said.attributes().withAccessLog(log)), "a");
        LoadBalancer off = Meaning.of(on, on.withClassic(said));

        assertThat(on.listeners())
                .hasSize(2)
                .extracting(listener -> ((Forward) listener.action()).options().all())
                .containsOnly(List.of(new DetailedLog("web-1", Duration.ofMinutes(5))));
        assertThat(off.listeners())
                .extracting(listener -> ((Forward) listener.action()).options())
                .containsOnly(TrafficOptions.NONE);
    }

    @Test
    void aBalancerMayHaveNoListener() {
        LoadBalancer meant = meant(said(), "a");

        assertThat(meant.listeners()).isEmpty();
        assertThat(meant.primaryPool().monitor().orElseThrow().port()).contains(new Port(8080));
    }

    private static ClassicListener secure(String certificate) {
        return new ClassicListener(
                new Port(443),
                ClassicProtocol.HTTPS,
                new Port(8080),
                ClassicProtocol.HTTP,
                Optional.of(certificate),
                List.of());
    }

    private static Optional<SessionPersistence> persistence(LoadBalancer meant, int listener) {
        return meant.persistence(meant.listeners().get(listener));
    }

    private static Tls tls(LoadBalancer meant) {
        return meant.listeners().getFirst().tls().orElseThrow();
    }

    private static Forward forward(LoadBalancer meant, int listener) {
        return (Forward) meant.listeners().get(listener).action();
    }

    private static List<Node> nodes(LoadBalancer meant) {
        return meant.primaryPool().nodes();
    }

    private static NamedPolicy policy(String name, PolicyType type, String... attribute) {
        return new NamedPolicy(
                name,
                type.typeName(),
                attribute.length == 0 ? List.of() : List.of(new NamedPolicy.Attribute(attribute[0], attribute[1])));
    }

    private static ClassicListener listener(int port, ClassicProtocol protocol, int instancePort) {
        return new ClassicListener(
                new Port(port), protocol, new Port(instancePort), protocol, Optional.empty(), List.of());
    }

    private static Classic said(ClassicListener... listeners) {
        return new Classic(
                false,
                List.of(new Zone("a"), new Zone("b")),
                List.of(),
                List.of(),
                List.of(listeners),
                HealthCheck.usual(WEB),
                List.of(),
                List.of(),
                ClassicAttributes.DEFAULT,
                List.of());
    }

    /** What a new balancer means, to which instances in those zones were added then. */
    private static LoadBalancer meant(Classic said, String... zones) {
        LoadBalancer made = Meaning.of(balancer(said), Map.of("arn:one", ONE));
        return Meaning.of(made, made.withPool(made.primaryPool().withNodesAdded(nodes(zones))));
    }

    private static List<Node> nodes(String... zones) {
        List<Node> nodes = new ArrayList<>();
        for (String zone : zones) {
            int id = nodes.size() + 1;
            nodes.add(new Node(
                    new NodeId(id),
                    IpAddress.require("10.1.1." + id),
                    new Port(8080),
                    Condition.ENABLED,
                    Weight.ONE,
                    NodeType.PRIMARY,
                    Metadata.NONE,
                    Optional.of(new InstanceRef(new InstanceId("i-" + id), new Zone(zone))),
                    Instant.EPOCH,
                    Instant.EPOCH));
        }
        return nodes;
    }

    private static LoadBalancer balancer(Classic said) {
        return new LoadBalancer(
                new LoadBalancerId(1),
                new TenantId(1),
                new RegionName("ORD"),
                new Name("web"),
                List.of(new VirtualIpId(1)),
                List.of(),
                List.of(Pool.empty(new PoolId(1), Algorithm.ROUND_ROBIN)),
                TrafficPolicy.DEFAULT,
                Metadata.NONE,
                Optional.of(said));
    }
}
