package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.tls.Nginx;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to nodes that speak TLS; the nodes are nginx. */
class NodeTlsTest {
    private static final TestCertificate NODE = TestCertificate.issued("node.test");
    private static final TestCertificate STRANGER = TestCertificate.selfSigned("node.test");
    private static final TestCertificate BALANCER = TestCertificate.selfSigned("balancer.test");
    private static final NodeTls VERIFIED =
            NodeTls.UNVERIFIED.withAuthorities(NODE.root()).withServerName("node.test");

    @TempDir
    Path directory;

    private final HttpRig rig =
            HttpRig.start(Transport.EPOLL, HttpLimits.DEFAULT.withConnectTime(Duration.ofSeconds(2)));

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aNodeThatAnAuthorityCertifiesIsSpokenToByTlsAndAskedForByName() throws IOException {
        serve(VERIFIED, nginx("ssl", ""));

        assertThat(get()).contains("version=TLSv1.3", "name=node.test");
    }

    @Test
    void aNodeThatNoAuthorityCertifiesGetsNothing() throws IOException {
        serve(NodeTls.UNVERIFIED.withAuthorities(STRANGER.certificate()), nginx("ssl", ""));

        assertThat(status()).isEqualTo(503);
    }

    @Test
    void aCertificateMustNameWhoWasAskedFor() throws IOException {
        serve(VERIFIED.withServerName("other.test"), nginx("ssl", ""));

        assertThat(status()).isEqualTo(503);
    }

    @Test
    void aNodeMustHaveOneOfThePublicKeysWhateverItsCertificateIs() throws IOException {
        InetSocketAddress node = nginx("ssl", "");
        serve(NodeTls.UNVERIFIED.withPublicKeys(List.of(publicKey(STRANGER), publicKey(NODE))), node);
        assertThat(status()).isEqualTo(200);

        change(NodeTls.UNVERIFIED.withPublicKeys(List.of(publicKey(STRANGER))));

        assertThat(status()).isEqualTo(503);
    }

    @Test
    void anotherNodeTakesOverForOneThatCannotShakeHands() throws IOException {
        FaultyBackend plain = rig.own(FaultyBackend.echoing());
        FaultyBackend silent = rig.own(FaultyBackend.silent());
        serve(VERIFIED, plain.address(), silent.address(), nginx("ssl", ""));

        assertThat(List.of(status(), status(), status())).containsOnly(200);
    }

    @Test
    void aNodeThatAsksForACertificateIsShownIt() throws IOException {
        Path clients = Files.writeString(directory.resolve("clients.pem"), BALANCER.certificate());
        serve(VERIFIED, nginx("ssl", "ssl_client_certificate " + clients + "; ssl_verify_client on;"));
        assertThat(status()).isEqualTo(400);

        rig.change(rig.balancer()
                .withFeature(listener -> listener.withNodeIdentity(
                        new DesiredCertificate(BALANCER.chain(), new Secret(BALANCER.privateKey())))));

        assertThat(get()).contains("client=CN=balancer.test");
    }

    @Test
    void aKeyThatDoesNotFitIsRejectedAndWhatWasServedIsServedOn() throws IOException {
        serve(VERIFIED, nginx("ssl", ""));
        TestBalancer broken = rig.balancer()
                .withFeature(listener ->
                        listener.withNodeIdentity(new DesiredCertificate(BALANCER.chain(), new Secret("none"))))
                .at(99);

        assertThat(rig.host().converge(broken.entry()))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isEqualTo(Failure.Code.UNSUPPORTED));
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void sessionsAreResumed() throws IOException {
        serve(VERIFIED, nginx("ssl", "keepalive_timeout 0; ssl_session_cache builtin;"));

        assertThat(get() + get() + get() + get() + get()).contains("reused=r");
    }

    @Test
    void onlyVersionsFromTheLeastOnAreSpoken() throws IOException {
        InetSocketAddress old = nginx("ssl", "ssl_protocols TLSv1.2;");
        serve(VERIFIED, old);
        assertThat(get()).contains("version=TLSv1.2");

        change(VERIFIED.withLeastVersion(TlsVersion.TLS_13));

        assertThat(status()).isEqualTo(503);
    }

    @Test
    void connectionsOfBeforeAChangeServeNoRequestBehindIt() throws IOException {
        serve(VERIFIED, nginx("ssl", ""));
        HttpTestClient client = rig.client();
        String first = connection(client);
        assertThat(connection(client)).isEqualTo(first);

        change(NodeTls.UNVERIFIED);

        assertThat(connection(client)).isNotEqualTo(first);
    }

    @Test
    void aNodeIsToldWhoseConnectionItIsBeforeTls() throws IOException {
        serve(VERIFIED, nginx("ssl proxy_protocol", ""));

        rig.change(rig.balancer()
                .withPolicy(policy ->
                        policy.withOptions(TrafficOptions.NONE.with(VERIFIED).with(new ProxyProtocol(2)))));

        assertThat(get()).contains("version=TLSv1.3", "told=127.0.0.1");
    }

    @Test
    void octetsOfAnyProtocolGoByTlsToo() throws IOException {
        InetSocketAddress node = nginx("ssl", "");
        FaultyBackend plain = rig.own(FaultyBackend.echoing());
        TestBalancer tcp =
                TestBalancer.tcp(2).withProtocol(Protocol.TCP_CLIENT_FIRST).withNodesAt(List.of(plain.address(), node));
        rig.change(with(tcp.at(1), VERIFIED));

        HttpTestClient first = rig.client().send("GET / HTTP/1.1\r\nHost: lb.test\r\nConnection: close\r\n\r\n");
        HttpTestClient second = rig.client().send("GET / HTTP/1.1\r\nHost: lb.test\r\nConnection: close\r\n\r\n");

        assertThat(first.receiveAll()).contains("version=TLSv1.3");
        assertThat(second.receiveAll()).contains("version=TLSv1.3");
    }

    private InetSocketAddress nginx(String listen, String more) throws IOException {
        Path own = Files.createDirectory(directory.resolve("nginx"));
        return rig.own(Nginx.start(own, NODE, listen, more)).address();
    }

    private void serve(NodeTls tls, InetSocketAddress... nodes) {
        rig.change(with(
                TestBalancer.tcp(1)
                        .withProtocol(Protocol.HTTP)
                        .withNodesAt(List.of(nodes))
                        .at(1),
                tls));
    }

    private void change(NodeTls tls) {
        rig.change(with(rig.balancer(), tls));
    }

    private static TestBalancer with(TestBalancer balancer, NodeTls tls) {
        return balancer.withPolicy(policy -> policy.withOptions(TrafficOptions.NONE.with(tls)));
    }

    private String get() throws IOException {
        return rig.client().get("/").receive().content();
    }

    private static String connection(HttpTestClient client) throws IOException {
        return client.get("/").receive().content().replaceAll(".*connection=", "");
    }

    private int status() throws IOException {
        return rig.client().get("/").receive().status();
    }

    private static String publicKey(TestCertificate certificate) {
        String pem = Openssl.run(certificate.certificate(), "x509", "-pubkey", "-noout");
        return pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    }
}
