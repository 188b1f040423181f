package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.Faults;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Real handshakes: by openssl where it matters what is spoken, by the JDK where many are made. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class TlsTerminationTest {
    private static final TestCertificate USUAL = TestCertificate.selfSigned("usual.test");
    private static final TestCertificate OTHER = TestCertificate.selfSigned("other.test");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET / HTTP/1.1\r\nHost: lb.test\r\nConnection: close\r\n\r\n";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CHANGES = 200;
    private static final Set<TlsVersion> EVERY_VERSION = Set.of(TlsVersion.values());

    private final StringBuffer recorded = new StringBuffer();
    private final TestHost host;
    private final List<FaultyBackend> nodes = new ArrayList<>();

    TlsTerminationTest(Transport transport) {
        host = TestHost.start(
                transport, TestHost.LIMITS.withTls(TlsLimits.DEFAULT.withHandshakeTime(Duration.ofSeconds(2))));
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend node : nodes) {
            node.close();
        }
        host.close();
    }

    @Test
    void anHttpRequestWithinTlsReachesItsNodeInTheClearAndSaysHowItCame() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());

        String answer = Openssl.client(balancer.address(), GET, "-servername", "usual.test");

        assertThat(answer).contains("subject=CN = usual.test", "HTTP/1.1 200 OK");
        assertThat(recorded.toString())
                .contains("GET / HTTP/1.1\r\n", "X-Forwarded-Proto: https\r\n")
                .contains("X-Forwarded-Port: " + balancer.address().getPort() + "\r\n");
    }

    @Test
    void bytesGoBothWaysAndTheEndOfOneIsTheEndOfTheOther() throws IOException {
        TestBalancer balancer = serve(Protocol.TCP, tls(USUAL), FaultyBackend.echoing());
        String octets = "0123456789".repeat(100_000);

        try (TlsClient client = TlsClient.connect(balancer)) {
            client.send(octets);

            assertThat(client.receive(octets.length())).isEqualTo(octets);
        }

        await().atMost(LIMIT)
                .until(() -> host.connections() == 0 && nodes.getFirst().open() == 0);
    }

    @Test
    void aWebSocketWithinTlsIsCarriedToItsNodeInTheClear() throws IOException {
        String granted = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), FaultyBackend.serving((backend, client) -> {
            skipHead(client.getInputStream());
            backend.send(client, granted.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        }));

        try (TlsClient client = TlsClient.connect(balancer)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            assertThat(client.receive(granted.length())).isEqualTo(granted);
            client.send("hello");
            assertThat(client.receive(5)).isEqualTo("hello");
        }

        await().atMost(LIMIT)
                .until(() -> host.connections() == 0 && nodes.getFirst().open() == 0);
    }

    private static void skipHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
    }

    @Test
    void aNodeThatGreetsIsHeardOnceTheHandshakeIsDone() throws IOException {
        String greeting = "220 mail.test\r\n";
        TestBalancer balancer = serve(Protocol.SMTP, tls(USUAL), FaultyBackend.serving(Faults.saying(greeting)));

        try (TlsClient client = TlsClient.connect(balancer)) {
            assertThat(client.receive(greeting.length())).isEqualTo(greeting);
        }
    }

    @Test
    void theWholeChainIsSentSoThatTheRootAloneIsTrusted(@TempDir Path directory) throws IOException {
        TestCertificate issued = TestCertificate.issued("shop.test");
        Path root = Files.writeString(directory.resolve("root.pem"), issued.root());
        TestBalancer balancer = serve(Protocol.HTTP, tls(issued), answering());

        String answer = Openssl.client(
                balancer.address(),
                GET,
                "-CAfile",
                root.toString(),
                "-verify_hostname",
                "shop.test",
                "-verify_return_error");

        assertThat(answer).contains("Verify return code: 0 (ok)", "HTTP/1.1 200 OK");
    }

    @Test
    void theHostThatAClientAsksForChoosesItsCertificate() throws IOException {
        TestCertificate exact = TestCertificate.selfSigned("exact");
        TestCertificate wild = TestCertificate.selfSigned("wild");
        TestBalancer balancer = serve(
                Protocol.HTTP,
                new DesiredTls(
                        desired(USUAL),
                        List.of(
                                new DesiredTls.Mapping(new HostPattern("*.shop.test"), desired(wild)),
                                new DesiredTls.Mapping(new HostPattern("www.shop.test"), desired(exact))),
                        TlsVersion.USUAL,
                        CipherProfile.DEFAULT),
                answering());

        assertThat(nameFor(balancer, "www.shop.test")).isEqualTo("exact");
        assertThat(nameFor(balancer, "WWW.Shop.test")).isEqualTo("exact");
        assertThat(nameFor(balancer, "img.shop.test")).isEqualTo("wild");
        assertThat(nameFor(balancer, "a.b.shop.test")).isEqualTo("usual.test");
        assertThat(nameFor(balancer, "shop.test")).isEqualTo("usual.test");
        assertThat(name(balancer, "-noservername")).isEqualTo("usual.test");
    }

    @Test
    void aVersionThatIsOffIsRefusedAndOneThatIsOnIsSpoken() throws IOException {
        TestBalancer old = serve(
                Protocol.HTTP,
                tls(USUAL, Set.of(TlsVersion.TLS_10, TlsVersion.TLS_11), CipherProfile.DEFAULT),
                answering());

        assertThat(spoken(old, "-tls1")).isEqualTo("TLSv1");
        assertThat(spoken(old, "-tls1_1")).isEqualTo("TLSv1.1");
        assertThat(spoken(old, "-tls1_2")).isEqualTo("none");
        assertThat(spoken(old, "-tls1_3")).isEqualTo("none");

        TestBalancer latest = host.serve(old.withFeature(
                listener -> listener.withTls(tls(USUAL, Set.of(TlsVersion.TLS_13), CipherProfile.DEFAULT))));

        assertThat(spoken(latest, "-tls1_1")).isEqualTo("none");
        assertThat(spoken(latest, "-tls1_2")).isEqualTo("none");
        assertThat(spoken(latest, "-tls1_3")).isEqualTo("TLSv1.3");
    }

    @Test
    void aProfileOffersItsCiphersAndNoOthers() throws IOException {
        TestCertificate rsa = TestCertificate.rsa("rsa.test", 2048);
        TestBalancer balancer = serve(Protocol.HTTP, tls(rsa, EVERY_VERSION, CipherProfile.MODERN), answering());
        assertThat(cipher(balancer, "ECDHE-RSA-AES256-GCM-SHA384")).isEqualTo("ECDHE-RSA-AES256-GCM-SHA384");
        assertThat(cipher(balancer, "ECDHE-RSA-AES128-SHA")).isEqualTo("none");
        assertThat(cipher(balancer, "AES128-GCM-SHA256")).isEqualTo("none");

        balancer = host.serve(
                balancer.withFeature(listener -> listener.withTls(tls(rsa, EVERY_VERSION, CipherProfile.DEFAULT))));
        assertThat(cipher(balancer, "ECDHE-RSA-AES128-SHA")).isEqualTo("ECDHE-RSA-AES128-SHA");
        assertThat(cipher(balancer, "AES128-GCM-SHA256")).isEqualTo("none");

        balancer = host.serve(
                balancer.withFeature(listener -> listener.withTls(tls(rsa, EVERY_VERSION, CipherProfile.COMPATIBLE))));
        assertThat(cipher(balancer, "AES128-GCM-SHA256")).isEqualTo("AES128-GCM-SHA256");
        assertThat(cipher(balancer, "AES128-SHA")).isEqualTo("AES128-SHA");
    }

    @Test
    void aSessionIsResumedByItsTicketButNotWithAnotherCertificate(@TempDir Path directory) throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        String session = directory.resolve("session").toString();
        assertThat(Openssl.client(balancer.address(), GET, "-tls1_2", "-sess_out", session))
                .contains("New, TLSv1.2");

        assertThat(Openssl.client(balancer.address(), GET, "-tls1_2", "-sess_in", session))
                .contains("Reused, TLSv1.2");
        host.serve(balancer.withFeature(listener -> listener.withTls(tls(OTHER))));
        assertThat(Openssl.client(balancer.address(), GET, "-tls1_2", "-sess_in", session))
                .contains("New, TLSv1.2");
    }

    @Test
    void whoSpeaksNoTlsIsClosedAndNoNodeHearsOfIt() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
        }
        assertThat(nodes.getFirst().accepted()).isZero();
        await().atMost(LIMIT).until(() -> host.connections() == 0);
    }

    @Test
    void whoIsSilentIsClosedWhenTheTimeForTheHandshakeIsOver() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());

        try (Socket client = balancer.connect()) {
            assertThat(client.getInputStream().read()).isNegative();
        }
        assertThat(nodes.getFirst().accepted()).isZero();
        await().atMost(LIMIT).until(() -> host.connections() == 0);
    }

    @Test
    void aConnectionKeepsTheCertificateItWasAcceptedWithAndTheNextOneGetsTheNew() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        try (TlsClient before = TlsClient.connect(balancer)) {
            host.serve(balancer.withFeature(listener -> listener.withTls(tls(OTHER))));

            assertThat(before.get().receive(OK.length())).isEqualTo(OK);
            try (TlsClient after = TlsClient.connect(balancer)) {
                assertThat(after.certificateName()).isEqualTo("CN=other.test");
            }
        }
    }

    @Test
    void theCertificateChangesTwoHundredTimesUnderLoadWithoutAFailure() throws Exception {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                int requests = i < 3 ? 1 : 20;
                clients.submit(() -> load(balancer, requests, done, answers, failures));
            }
            for (int change = 1; change <= CHANGES; change++) {
                TestCertificate next = change % 2 == 0 ? USUAL : OTHER;
                host.serve(balancer.withFeature(listener -> listener.withTls(tls(next)))
                        .at(balancer.generation() + change));
                int wanted = answers.get() + 5;
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> answers.get() >= wanted || !failures.isEmpty());
            }
            done.set(true);
        }

        assertThat(failures).isEmpty();
        assertThat(answers.get()).isGreaterThan(5 * CHANGES);
    }

    private static void load(
            TestBalancer balancer,
            int requests,
            AtomicBoolean done,
            AtomicInteger answers,
            ConcurrentLinkedQueue<String> failures) {
        while (!done.get()) {
            try (TlsClient client = TlsClient.connect(balancer)) {
                for (int i = 0; i < requests; i++) {
                    String answer = client.get().receive(OK.length());
                    if (!answer.equals(OK)) {
                        throw new IOException("answered " + answer);
                    }
                    answers.incrementAndGet();
                }
            } catch (IOException failed) {
                failures.add(failed.toString());
            }
        }
    }

    @Test
    void aKeyThatCannotBeReadIsRejectedAndWhatWasServedIsServedOn() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        DesiredTls mixed = new DesiredTls(
                new DesiredCertificate(
                        USUAL.certificate(), new Secret(OTHER.privateKey().replaceAll("[A-Za-z0-9+/=]{30,}", "QUJD"))),
                List.of(),
                TlsVersion.USUAL,
                CipherProfile.DEFAULT);

        assertThat(host.converge(balancer.withFeature(listener -> listener.withTls(mixed))
                        .entry()))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> {
                    assertThat(rejected.code()).isEqualTo(Failure.Code.UNSUPPORTED);
                    assertThat(rejected.reason()).doesNotContain("PRIVATE KEY");
                });
        try (TlsClient client = TlsClient.connect(balancer)) {
            assertThat(client.get().receive(OK.length())).isEqualTo(OK);
        }
    }

    @Test
    void whatIsKeptIsGivenAgainWithinTls() throws IOException {
        String fresh = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\nok";
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering(fresh));
        balancer = host.serve(balancer.withPolicy(policy -> policy.withContentCaching(true)));
        try (TlsClient first = TlsClient.connect(balancer);
                TlsClient second = TlsClient.connect(balancer)) {
            assertThat(first.get().receive(fresh.length())).isEqualTo(fresh);

            assertThat(second.send(GET).receiveAll()).contains("\r\nAge: ").endsWith("\r\n\r\nok");
        }
        assertThat(recorded.toString().split("GET ", -1)).hasSize(2);
    }

    @Test
    void aClientOverItsThrottleHearsSoWithinTls() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        balancer = host.serve(balancer.withPolicy(
                policy -> policy.withThrottle(Optional.of(new ConnectionThrottle(0, 1, 0, Duration.ofSeconds(1))))));
        try (TlsClient first = TlsClient.connect(balancer);
                TlsClient second = TlsClient.connect(balancer)) {
            assertThat(first.get().receive(OK.length())).isEqualTo(OK);

            String refused = second.get().receiveAll();

            assertThat(refused).startsWith("HTTP/1.1 503 ").contains("\r\nConnection: close\r\n");
            assertThat(second.certificateName()).contains("usual.test");
        }
        assertThat(recorded.toString().split("GET ", -1)).hasSize(2);
    }

    @Test
    void aDeniedClientIsClosedBeforeAHandshakeWithoutAByte() throws IOException {
        TestBalancer served = serve(Protocol.HTTP, tls(USUAL), answering());
        AccessRule nobody = new AccessRule(1, AccessType.DENY, "127.0.0.0/8", Instant.EPOCH);
        TestBalancer balancer = host.serve(served.withPolicy(policy -> policy.withAccessList(List.of(nobody))));

        try (Socket client = balancer.connect()) {
            assertThat(client.getInputStream().readAllBytes()).isEmpty();
        } catch (SocketException reset) {
            assertThat(reset).isNotInstanceOf(ConnectException.class);
        }
        assertThat(recorded).isEmpty();
    }

    @Test
    void aRemovedBalancerCutsItsClients() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, tls(USUAL), answering());
        try (TlsClient client = TlsClient.connect(balancer);
                Socket silent = balancer.connect()) {
            client.get().receive(OK.length());

            host.converge(balancer.absent());

            await().atMost(LIMIT).until(() -> host.connections() == 0);
            assertThat(silent.isConnected()).isTrue();
        }
    }

    private FaultyBackend answering() throws IOException {
        return answering(OK);
    }

    private FaultyBackend answering(String answer) throws IOException {
        return FaultyBackend.serving((_, client) -> {
            int last = 0;
            int seen = 0;
            for (int octet = client.getInputStream().read();
                    octet >= 0;
                    octet = client.getInputStream().read()) {
                recorded.append((char) octet);
                seen = octet == '\n' && last == '\r' ? seen + 1 : octet == '\r' ? seen : 0;
                last = octet;
                if (seen == 2) {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    seen = 0;
                }
            }
        });
    }

    private TestBalancer serve(Protocol protocol, DesiredTls tls, FaultyBackend node) {
        nodes.add(node);
        return host.serve(TestBalancer.tcp(1, node)
                .withProtocol(protocol)
                .withFeature(listener -> listener.withTls(tls))
                .at(1));
    }

    private static DesiredTls tls(TestCertificate certificate) {
        return tls(certificate, TlsVersion.USUAL, CipherProfile.DEFAULT);
    }

    private static DesiredTls tls(TestCertificate certificate, Set<TlsVersion> versions, CipherProfile ciphers) {
        return new DesiredTls(desired(certificate), List.of(), versions, ciphers);
    }

    private static DesiredCertificate desired(TestCertificate certificate) {
        return new DesiredCertificate(certificate.chain(), new Secret(certificate.privateKey()));
    }

    private static String nameFor(TestBalancer balancer, String server) {
        return name(balancer, "-servername", server);
    }

    private static String name(TestBalancer balancer, String... options) {
        return after(Openssl.client(balancer.address(), GET, options), "subject=CN = ");
    }

    private static String spoken(TestBalancer balancer, String version) {
        String answer = Openssl.client(balancer.address(), GET, version, "-cipher", "DEFAULT@SECLEVEL=0");
        return answer.contains("HTTP/1.1 200 OK") ? after(answer, "Protocol  : ", "New, ") : "none";
    }

    private static String cipher(TestBalancer balancer, String cipher) {
        String answer = Openssl.client(balancer.address(), GET, "-tls1_2", "-cipher", cipher + "@SECLEVEL=0");
        return answer.contains("HTTP/1.1 200 OK") ? after(answer, "Cipher is ") : "none";
    }

    /** What follows the first of these up to a comma or the line's end. */
    private static String after(String text, String... marks) {
        for (String mark : marks) {
            int at = text.indexOf(mark);
            if (at >= 0) {
                return text.substring(at + mark.length()).split("[,\r\n]", 2)[0].strip();
            }
        }
        return "";
    }
}
