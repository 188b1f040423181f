package io.steelyard.store.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.BackendPolicies;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.ClassicProtocol;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.classic.HealthTarget;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.Tag;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.Outage;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.domain.tls.CertificateMapping;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.SlowStart;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.json.DomainModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The golden files are what customers have in their stores: one is added per version, none is ever changed. */
final class LoadBalancerDocumentTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant UPDATED = Instant.parse("2026-01-03T00:00:00Z");
    private static final JsonMapper MAPPER = DomainModule.mapper();

    @Test
    void aDocumentOfVersion1IsRead() throws Exception {
        assertThat(LoadBalancerDocument.read(golden("v1.json"))).isEqualTo(balancer());
    }

    @Test
    void aDocumentOfVersion2IsRead() throws Exception {
        assertThat(LoadBalancerDocument.read(golden("v2.json"))).isEqualTo(featured());
    }

    @Test
    void aDocumentOfVersion3IsRead() throws Exception {
        assertThat(LoadBalancerDocument.read(golden("v3.json"))).isEqualTo(withOptions());
    }

    @Test
    void aDocumentOfVersion4IsRead() throws Exception {
        assertThat(LoadBalancerDocument.read(golden("v4.json"))).isEqualTo(classic());
    }

    @Test
    void version4IsWhatIsWrittenToday() throws Exception {
        String written = LoadBalancerDocument.write(classic());

        assertThat(MAPPER.readTree(written)).isEqualTo(MAPPER.readTree(golden("v4.json")));
    }

    @Test
    void anOutageOfBeforeChecksHadPortsIsRead() {
        String before =
                "{\"failure\":\"CHECK_TIMED_OUT\",\"monitor\":{\"check\":{\"kind\":\"CONNECT\"},\"delay\":\"PT10S\","
                        + "\"timeout\":\"PT5S\",\"attemptsBeforeDeactivation\":3},\"status\":null}";

        Outage outage = OutageDocument.read(before);

        assertThat(outage.monitor())
                .contains(new HealthMonitor(new Check.Connect(), Duration.ofSeconds(10), Duration.ofSeconds(5), 3));
        assertThat(OutageDocument.read(OutageDocument.write(outage))).isEqualTo(outage);
    }

    @Test
    void howNodesAreSpokenToIsReadAsItWasWritten() {
        NodeTls tls = NodeTls.UNVERIFIED
                .withAuthorities("authorities")
                .withPublicKeys(List.of("a2V5"))
                .withServerName("nodes.test")
                .withLeastVersion(TlsVersion.TLS_13)
                .withIdentity(new ServerCertificate("certificate", Optional.empty(), new SecretId(7)));
        LoadBalancer plain = withOptions();
        LoadBalancer balancer = plain.withPolicy(plain.policy().withOptions(TrafficOptions.NONE.with(tls)));

        assertThat(LoadBalancerDocument.read(LoadBalancerDocument.write(balancer)))
                .isEqualTo(balancer);
        assertThat(balancer.secrets()).contains(new SecretId(7));
    }

    @Test
    void aDocumentOfALaterVersionIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LoadBalancerDocument.read("{\"version\":999,\"loadBalancer\":{}}"))
                .withMessageContaining("999");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(LoadBalancerDocumentTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LoadBalancer balancer() {
        Pool http = new Pool(
                new PoolId(1),
                Algorithm.RANDOM,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        node(11, "10.1.1.1", Condition.ENABLED, 1),
                        node(12, "fd00:0:0:0:0:0:0:2", Condition.DISABLED, 100),
                        node(13, "10.1.1.3", Condition.DRAINING, 7)));
        Pool tcp = Pool.empty(new PoolId(2), Algorithm.ROUND_ROBIN);
        return new LoadBalancer(
                new LoadBalancerId(71),
                new TenantId(9_000_000_000L),
                new RegionName("ORD"),
                new Name("shop – „front“"),
                List.of(new VirtualIpId(3), new VirtualIpId(4)),
                List.of(
                        Listener.primary(new ListenerId(1), Protocol.HTTP, new Port(80), http.id()),
                        new Listener(
                                new ListenerId(2),
                                Role.ADDITIONAL,
                                Protocol.TCP,
                                new Port(5432),
                                Optional.empty(),
                                new Forward(tcp.id()))),
                List.of(http, tcp),
                TrafficPolicy.DEFAULT.withIdleTimeout(Duration.ofSeconds(45)),
                Metadata.NONE);
    }

    /** With an option of the operator's as well. */
    private static LoadBalancer withOptions() {
        LoadBalancer featured = featured();
        TrafficOptions options = TrafficOptions.NONE.with(new SlowStart(Duration.ofSeconds(30)));
        return featured.withPolicy(featured.policy().withOptions(options));
    }

    /** A classic one, with all that only those have. */
    private static LoadBalancer classic() {
        LoadBalancer plain = withOptions();
        Listener tcp = plain.listeners().get(1);
        Forward forward = new Forward(
                new PoolId(2),
                Optional.of(new Port(8443)),
                Optional.of(Algorithm.WEIGHTED_ROUND_ROBIN),
                Optional.of(SessionPersistence.SOURCE_IP),
                Optional.of(new SessionCookie("AWSELB", Optional.of(Duration.ofSeconds(60)), Optional.of("SID"))),
                TrafficOptions.NONE.with(new ProxyProtocol(1)));
        Node first = plain.primaryPool().nodes().getFirst();
        HealthMonitor monitor = plain.primaryPool().monitor().orElseThrow();
        return plain.withListener(
                        new Listener(tcp.id(), tcp.role(), tcp.protocol(), tcp.port(), Optional.empty(), forward))
                .withPool(plain.primaryPool()
                        .withNode(new Node(
                                first.id(),
                                first.address(),
                                first.port(),
                                first.condition(),
                                first.weight(),
                                first.type(),
                                first.metadata(),
                                Optional.of(new InstanceRef(new InstanceId("i-4f8cf126"), new Zone("us-east-1a"))
                                        .leaving(CREATED)),
                                first.created(),
                                first.updated()))
                        .withMonitor(Optional.of(new HealthMonitor(
                                monitor.check(),
                                monitor.delay(),
                                monitor.timeout(),
                                monitor.attemptsBeforeDeactivation(),
                                3,
                                Optional.of(new Port(8081))))))
                .withClassic(said());
    }

    private static Classic said() {
        ClassicListener listener = new ClassicListener(
                new Port(80),
                ClassicProtocol.HTTPS,
                new Port(8080),
                ClassicProtocol.HTTP,
                Optional.of("arn:aws:iam::1:server-certificate/shop"),
                List.of("sticky"));
        return new Classic(
                true,
                List.of(new Zone("us-east-1a"), new Zone("us-east-1b")),
                List.of("subnet-1"),
                List.of("sg-1"),
                List.of(listener),
                new HealthCheck(
                        new HealthTarget(ClassicProtocol.HTTP, new Port(8080), Optional.of("/up")), 30, 5, 2, 10),
                List.of(new NamedPolicy(
                        "sticky",
                        "LBCookieStickinessPolicyType",
                        List.of(new NamedPolicy.Attribute("CookieExpirationPeriod", "60")))),
                List.of(new BackendPolicies(new Port(8080), List.of("announce"))),
                new ClassicAttributes(
                        true,
                        new ClassicAttributes.AccessLog(
                                true, Optional.of("logs"), Optional.empty(), 5, Optional.of("shop")),
                        new ClassicAttributes.Draining(true, 30),
                        ClassicAttributes.DesyncMode.STRICTEST),
                List.of(new Tag("team", "shop")));
    }

    /** With every feature on. */
    private static LoadBalancer featured() {
        LoadBalancer plain = balancer();
        return plain.withListeners(Stream.concat(plain.listeners().stream(), Stream.of(secure(), redirect()))
                        .toList())
                .withMetadata(new Metadata(List.of(new MetadataItem(1, "color", "red"))))
                .withPolicy(policy())
                .withPool(plain.primaryPool()
                        .withPersistence(Optional.of(SessionPersistence.HTTP_COOKIE))
                        .withMonitor(Optional.of(new HealthMonitor(
                                new Check.Http("/up", "^2..$", Optional.of("fine"), Optional.of("a.example"), true),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3),
                                2))));
    }

    private static Listener secure() {
        ServerCertificate usual = new ServerCertificate(pem("MQ=="), Optional.of(pem("Mg==")), new SecretId(5));
        ServerCertificate mapped = new ServerCertificate(pem("Mw=="), Optional.empty(), new SecretId(6));
        Tls tls = new Tls(
                true,
                true,
                usual,
                List.of(new CertificateMapping(2, new HostPattern("*.shop.example"), mapped)),
                2,
                TlsVersion.USUAL,
                CipherProfile.MODERN);
        return new Listener(
                new ListenerId(3),
                Role.SECURE,
                Protocol.HTTP,
                new Port(443),
                Optional.of(tls),
                new Forward(new PoolId(1)));
    }

    private static Listener redirect() {
        return new Listener(
                new ListenerId(4),
                Role.REDIRECT,
                Protocol.HTTP,
                new Port(80),
                Optional.empty(),
                new Redirect(new Port(443)));
    }

    private static String pem(String body) {
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static TrafficPolicy policy() {
        return TrafficPolicy.DEFAULT
                .withHalfClosed(true)
                .withContentCaching(true)
                .withConnectionLogging(true)
                .withAccessList(List.of(new AccessRule(1, AccessType.DENY, "10.0.0.0/8", Instant.EPOCH)))
                .withThrottle(Optional.of(new ConnectionThrottle(2, 10, 50, Duration.ofSeconds(60))))
                .withErrorPage(Optional.of(new ErrorPage("<html>sorry</html>")));
    }

    private static Node node(int id, String address, Condition condition, int weight) {
        return new Node(
                new NodeId(id),
                IpAddress.require(address),
                new Port(8080),
                condition,
                new Weight(weight),
                NodeType.PRIMARY,
                Metadata.NONE,
                Optional.empty(),
                CREATED,
                UPDATED);
    }
}
