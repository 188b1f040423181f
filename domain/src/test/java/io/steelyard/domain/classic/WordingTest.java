package io.steelyard.domain.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.steelyard.domain.account.TenantId;
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
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final PoolId POOL = new PoolId(1);
    private static final Listener HTTP = Listener.primary(new ListenerId(1), Protocol.HTTP, new Port(80), POOL);
    private static final ServerCertificate SHOWN = new ServerCertificate("one", Optional.empty(), new SecretId(1));

    @Test
    void aBalancerOfAnotherDialectIsSaidInTheClosestWords() {
        Classic said = said(worded(balancer(HTTP, secure(false))));

        assertThat(said.listeners())
                .extracting(
                        ClassicListener::protocol,
                        ClassicListener::port,
                        ClassicListener::instancePort,
                        ClassicListener::instanceProtocol)
                .containsExactly(
                        tuple(ClassicProtocol.HTTP, new Port(80), new Port(8080), ClassicProtocol.HTTP),
                        tuple(ClassicProtocol.HTTPS, new Port(443), new Port(8080), ClassicProtocol.HTTP));
        assertThat(said.zones()).containsExactly(new Zone("a"));
        assertThat(said.healthCheck().target()).hasToString("TCP:8080");
        assertThat(said.attributes().crossZone()).isTrue();
    }

    @Test
    void thereAreNoWordsForUdpForRedirectsAndForWhatIsClosed() {
        Listener udp = Listener.primary(new ListenerId(1), Protocol.DNS_UDP, new Port(53), POOL);
        Listener redirect = new Listener(
                new ListenerId(3),
                Role.REDIRECT,
                Protocol.HTTP,
                new Port(80),
                Optional.empty(),
                new Redirect(new Port(443)));

        assertThat(said(worded(balancer(udp))).listeners()).isEmpty();
        assertThat(said(worded(balancer(HTTP, secure(true), redirect))).listeners())
                .extracting(ClassicListener::port)
                .containsExactly(new Port(443));
    }

    @Test
    void whatIsSoStillIsSaidAsItWasAndWhatHasMovedIsSaidWhereItIs() {
        LoadBalancer before = worded(balancer(HTTP));
        LoadBalancer sticky = Meaning.of(before, before.withClassic(sticky(said(before))));

        LoadBalancer moved =
                Wording.of(sticky.withListener(sticky.primaryListener().withPort(new Port(81))));

        assertThat(Wording.of(sticky)).isEqualTo(sticky);
        assertThat(said(moved).listeners().getFirst().port()).isEqualTo(new Port(81));
        assertThat(said(moved).listeners().getFirst().policyNames()).containsExactly("app");
        assertThat(said(moved).policies()).isEqualTo(said(sticky).policies());
    }

    @Test
    void sessionsOfAnotherDialectAreAPolicyAndOthersThanByCookieAreNone() {
        LoadBalancer byCookie = withPersistence(SessionPersistence.HTTP_COOKIE);
        LoadBalancer byAddress = withPersistence(SessionPersistence.SOURCE_IP);

        assertThat(said(worded(byCookie)).listeners().getFirst().policyNames()).containsExactly(Wording.SESSIONS);
        assertThat(said(worded(byCookie)).policies())
                .containsExactly(new NamedPolicy(Wording.SESSIONS, PolicyType.LB_COOKIE.typeName(), List.of()));
        assertThat(said(worded(byAddress)).listeners().getFirst().policyNames()).isEmpty();
        assertThat(said(worded(byAddress)).policies()).isEmpty();
    }

    @Test
    void aPolicyOfThatNameWhichIsSomethingElseStaysWhatItIs() {
        LoadBalancer worded = worded(withPersistence(SessionPersistence.HTTP_COOKIE));
        NamedPolicy other = new NamedPolicy(Wording.SESSIONS, PolicyType.PROXY_PROTOCOL.typeName(), List.of());

        Classic said = said(Wording.of(
                worded.withClassic(said(worded).withListeners(List.of()).withPolicies(List.of(other)))));

        assertThat(said.policies())
                .extracting(NamedPolicy::name)
                .containsExactly(Wording.SESSIONS, Wording.SESSIONS + "-2");
        assertThat(said.policies()).contains(other);
        assertThat(said.listeners().getFirst().policyNames()).containsExactly(Wording.SESSIONS + "-2");
    }

    @Test
    void howNodesAreCheckedIsSaidEvenWhereItCouldNotBeAskedFor() {
        HealthMonitor monitor = new HealthMonitor(
                new Check.Http("/up", "^2", Optional.of("fine"), Optional.empty(), false),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
        LoadBalancer balancer = balancer(HTTP);

        Classic said = said(worded(balancer.withPool(balancer.primaryPool().withMonitor(Optional.of(monitor)))));

        assertThat(said.healthCheck())
                .isEqualTo(new HealthCheck(HealthTarget.parse("HTTP:8080/up").orElseThrow(), 1, 1, 1, 1));
    }

    @Test
    void wordsThatStayChangeNothingThatTheyDoNotName() {
        LoadBalancer before = worded(balancer(HTTP, secure(true)));

        assertThat(Meaning.of(before, before)).isEqualTo(before);
    }

    @Test
    void theEndOfTlsAloneOpensNoPlainPort() {
        LoadBalancer before = worded(balancer(HTTP, secure(true)));

        LoadBalancer after = Meaning.of(before, before.withClassic(said(before).withListeners(List.of())));

        assertThat(after.listeners()).isEmpty();
    }

    @Test
    void whatIsLeftOfAPrimaryListenerHasItsSessions() {
        LoadBalancer sticky = withPersistence(SessionPersistence.SOURCE_IP);
        LoadBalancer before = worded(sticky.withListeners(List.of(HTTP, secure(false))));
        List<ClassicListener> secure = said(before).listeners().stream()
                .filter(listener -> listener.protocol().isSecure())
                .toList();

        LoadBalancer after = Meaning.of(before, before.withClassic(said(before).withListeners(secure)));

        assertThat(after.listeners()).extracting(Listener::role).containsExactly(Role.ADDITIONAL);
        assertThat(after.persistence(after.listeners().getFirst())).contains(SessionPersistence.SOURCE_IP);
        assertThat(after.hasPrimaryAlone()).isFalse();
    }

    @Test
    void aPortThatThereAreNoWordsForIsTakenAllTheSame() {
        LoadBalancer before = worded(balancer(HTTP, secure(true)));
        ClassicListener plain = new ClassicListener(
                new Port(80), ClassicProtocol.TCP, new Port(8080), ClassicProtocol.TCP, Optional.empty(), List.of());

        LoadBalancer wanted = before.withClassic(
                said(before).withListeners(List.of(said(before).listeners().getFirst(), plain)));

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Meaning.of(before, wanted));
    }

    private static Classic sticky(Classic said) {
        return said.withPolicies(List.of(new NamedPolicy(
                        "app",
                        PolicyType.APP_COOKIE.typeName(),
                        List.of(new NamedPolicy.Attribute("CookieName", "SID")))))
                .withListener(said.listeners().getFirst().withPolicyNames(List.of("app")));
    }

    private static LoadBalancer withPersistence(SessionPersistence kind) {
        LoadBalancer balancer = balancer(HTTP);
        return balancer.withPool(balancer.primaryPool().withPersistence(Optional.of(kind)));
    }

    private static LoadBalancer worded(LoadBalancer balancer) {
        return Wording.of(balancer, false, List.of(new Zone("a")));
    }

    private static Classic said(LoadBalancer balancer) {
        return balancer.classic().orElseThrow();
    }

    private static Listener secure(boolean exclusive) {
        Tls tls = new Tls(true, exclusive, SHOWN, List.of(), 0, Set.of(TlsVersion.TLS_12), CipherProfile.DEFAULT);
        return new Listener(
                new ListenerId(2), Role.SECURE, Protocol.HTTP, new Port(443), Optional.of(tls), HTTP.action());
    }

    private static LoadBalancer balancer(Listener... listeners) {
        Node node = Node.first(
                new NodeId(1),
                IpAddress.require("10.1.1.1"),
                new Port(8080),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                Instant.EPOCH);
        return new LoadBalancer(
                new LoadBalancerId(1),
                new TenantId(1),
                new RegionName("ORD"),
                new Name("web"),
                List.of(new VirtualIpId(1)),
                List.of(listeners),
                List.of(Pool.empty(POOL, Algorithm.RANDOM).withNodesAdded(List.of(node))),
                TrafficPolicy.DEFAULT,
                Metadata.NONE);
    }
}
