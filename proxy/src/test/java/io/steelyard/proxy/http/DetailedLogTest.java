package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic and the lines that it leaves in detailed logs. */
class DetailedLogTest {
    private static final String BEGIN = "2026-11-21T10:59:59\\.500123Z my-lb 127\\.0\\.0\\.1:[0-9]+ ";
    private static final String TIME = "[0-9]\\.[0-9]{6}";
    private static final String TIMES = TIME + " " + TIME + " " + TIME;
    private static final String NOBODY = "- -1 -1 -1 ";
    private static final DetailedLog KIND = new DetailedLog("my-lb", Duration.ofMinutes(5));

    private final LogRig rig;

    DetailedLogTest(@TempDir Path directory) throws IOException {
        rig = new LogRig(directory, policy -> policy.withOptions(TrafficOptions.NONE.with(KIND)));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void requestsLeaveTheirLines() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: curl/\"7\r\n\r\n")
                    .receive();
            client.send("POST /b HTTP/1.1\r\nHost: shop.example:81\r\nContent-Length: 3\r\n\r\nabc")
                    .receive();
            client.send("GET http://other.example/c HTTP/1.1\r\nHost: other.example\r\n\r\n")
                    .receive();
        }

        int port = balancer.address().getPort();
        assertThat(rig.lines(3))
                .anyMatch(line -> line.matches(
                        BEGIN + at(node.backend()) + " " + TIMES + " 200 200 0 5 \"GET http://shop\\.example:" + port
                                + "/a\\?b=c HTTP/1\\.1\" \"curl/\\\\\"7\" - -"))
                .anyMatch(line -> line.matches(BEGIN + at(node.backend()) + " " + TIMES
                        + " 200 200 3 5 \"POST http://shop\\.example:81/b HTTP/1\\.1\" \"-\" - -"))
                .anyMatch(line -> line.contains(" 0 5 \"GET http://other.example:" + port + "/c HTTP/1.1\""));
    }

    @Test
    void aRequestOfHttp2HasTheSame() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (Http2TestClient client = Http2TestClient.open(balancer.connect())) {
            client.head(1, false, "POST", "/short", "content-length", "2")
                    .data(1, true, "2.")
                    .answer(1);
        }

        assertThat(rig.lines(1).getFirst())
                .matches(BEGIN + at(node.backend()) + " " + TIMES
                        + " 200 200 2 5 \"POST http://[^ /]+:[0-9]+/short HTTP/2\\.0\" \"-\" - -");
    }

    @Test
    void whatTheBalancerAnswersItselfHasNoNode() throws IOException {
        TestBalancer balancer = rig.serve(FaultyBackend.refusing());

        String page;
        try (HttpTestClient client = new HttpTestClient(balancer)) {
            page = client.get("/none").receive().content();
        }
        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("garbage\r\n\r\n").receiveAll();
        }

        assertThat(rig.lines(2))
                .anyMatch(line -> line.matches(BEGIN + NOBODY + "503 0 0 " + page.length()
                        + " \"GET http://[^ ]+/none HTTP/1\\.1\" \"-\" - -"))
                .anyMatch(line -> line.matches(BEGIN + NOBODY + "400 0 0 [1-9][0-9]* \"- - - \" \"-\" - -"));
    }

    @Test
    void aWebSocketLeavesOneLineWithWhatItCarried() throws IOException {
        String granted = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
        FaultyBackend node = FaultyBackend.serving((backend, client) -> {
            Received.head(client.getInputStream());
            backend.send(client, granted.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        });
        TestBalancer balancer = rig.serve(node);

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.send("GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                    .receive();
            client.send("hello").receive(5);
        }

        assertThat(rig.lines(1).getFirst()).contains(" 101 101 5 5 \"GET http://a:");
    }

    @Test
    void whatIsGivenAgainHasNoNode() throws IOException {
        HttpNode node =
                rig.own(HttpNode.always("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\nok"));
        TestBalancer balancer =
                rig.change(rig.serve(node.backend()).withPolicy(policy -> policy.withContentCaching(true)));

        try (HttpTestClient client = new HttpTestClient(balancer)) {
            client.get("/first").receive();
            client.get("/first").receive();
        }

        assertThat(rig.lines(2))
                .anyMatch(line -> line.matches(BEGIN + at(node.backend()) + " " + TIMES + " 200 200 0 2 .*"))
                .anyMatch(line -> line.matches(BEGIN + NOBODY + "200 0 0 2 .*"));
    }

    @Test
    void aClientTooManyIsThere() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.serve(node.backend());

        try (HttpTestClient first = new HttpTestClient(balancer);
                HttpTestClient second = new HttpTestClient(balancer);
                Socket third = balancer.connect()) {
            first.get("/1").receive();
            second.get("/2").receive();
            await().until(() -> isClosed(third));
        }

        assertThat(rig.lines(3)).anyMatch(line -> line.matches(BEGIN + NOBODY + "503 0 0 0 \"- - - \" \"-\" - -"));
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void withinTlsTheLineSaysHowItIsSpoken() throws IOException {
        TestCertificate certificate = TestCertificate.selfSigned("shop.test");
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer balancer = rig.change(TestBalancer.tcp(7, node.backend())
                .withProtocol(Protocol.HTTP)
                .withFeature(listener -> listener.withTls(tls(certificate))));

        Openssl.client(
                balancer.address(), "GET /a HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n", "-tls1_2");
        Openssl.client(
                balancer.address(), "GET /b HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n", "-tls1_3");

        int port = balancer.address().getPort();
        assertThat(rig.lines(2))
                .anyMatch(line -> line.matches(".* \"GET https://shop\\.test:" + port
                        + "/a HTTP/1\\.1\" \"-\" ECDHE-ECDSA-[A-Z0-9-]+ TLSv1\\.2"))
                .anyMatch(line -> line.matches(
                        ".* \"GET https://shop\\.test:" + port + "/b HTTP/1\\.1\" \"-\" TLS_[A-Z0-9_]+ TLSv1\\.3"));
    }

    @Test
    void aConnectionOfAnotherProtocolLeavesItsLine() throws IOException {
        FaultyBackend echo = rig.own(FaultyBackend.echoing());
        TestBalancer balancer = rig.change(TestBalancer.tcp(7, echo));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readNBytes(5);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }
        try (Socket silent = balancer.connect()) {
            silent.shutdownOutput();
            silent.getInputStream().readAllBytes();
        }

        assertThat(rig.lines(2))
                .anyMatch(line -> line.matches(BEGIN + at(echo) + " " + TIMES + " - - 5 5 \"- - - \" \"-\" - -"))
                .anyMatch(line -> line.matches(BEGIN + NOBODY + "- - 0 0 \"- - - \" \"-\" - -"));
    }

    @Test
    void aConnectionFollowsTheKindOfItsLog() throws IOException {
        HttpNode node = rig.own(HttpNode.ok("hello"));
        TestBalancer detailed = rig.serve(node.backend());
        TestBalancer usual = detailed.withPolicy(policy -> policy.withOptions(TrafficOptions.NONE));

        try (HttpTestClient client = new HttpTestClient(detailed)) {
            client.get("/1").receive();
            rig.host().serve(usual.withPolicy(policy -> policy.withConnectionLogging(true)));
            client.get("/2").receive();
            rig.host().serve(usual.at(20));
            client.get("/3").receive();
            rig.host().serve(detailed.at(21));
            client.get("/4").receive();
        }

        assertThat(rig.lines(3))
                .anyMatch(line -> line.matches(BEGIN + ".*/1 HTTP/1\\.1\".*"))
                .anyMatch(line -> line.contains("\"GET /2 HTTP/1.1\" 200 "))
                .anyMatch(line -> line.matches(BEGIN + ".*/4 HTTP/1\\.1\".*"));
        assertThat(rig.sealed().all())
                .extracting(log -> log.period())
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(Duration.ofMinutes(5)));
    }

    private static DesiredTls tls(TestCertificate certificate) {
        return new DesiredTls(
                new DesiredCertificate(certificate.chain(), new Secret(certificate.privateKey())),
                List.of(),
                Set.of(TlsVersion.values()),
                CipherProfile.DEFAULT);
    }

    private static String at(FaultyBackend node) {
        InetSocketAddress address = node.address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
