package io.steelyard.proxy.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that others carry to us, and others who only say that they do. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class CarriedClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CARRIER = "127.0.0.1";
    private static final String STRANGER = "127.0.0.9";
    private static final String HEADER = "PROXY TCP4 192.0.2.7 198.51.100.1 51234 80\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    /** PROXY over TCP and IPv4, 12 octets: from 192.0.2.8 port 1 to 198.51.100.1 port 80. */
    private static final String VERSION_2 = SIGNATURE + "2111000c" + "c0000208" + "c6336401" + "0001" + "0050";
    /** LOCAL, without addresses. */
    private static final String LOCAL = SIGNATURE + "20000000";

    @TempDir
    private Path directory;

    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final FaultyBackend node;
    private final TestHost host;

    CarriedClientTest(Transport transport) throws IOException {
        node = FaultyBackend.serving((backend, client) -> {
            heads.add(head(client));
            backend.send(client, OK.getBytes(StandardCharsets.US_ASCII));
        });
        host = TestHost.start(
                transport,
                TestHost.LIMITS.withCarriers(
                        new Carriers(List.of(Cidr.require(CARRIER + "/32")), Duration.ofSeconds(1))));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        host.close();
    }

    private TestBalancer http() {
        return host.serve(TestBalancer.tcp(1, node).withProtocol(Protocol.HTTP));
    }

    @Test
    void theClientIsWhoTheCarrierSaysItIs() throws IOException {
        assertThat(ask(http(), CARRIER, octets(HEADER + GET))).startsWith("HTTP/1.1 200 ");

        assertThat(heads)
                .singleElement()
                .satisfies(head -> assertThat(head).contains("X-Forwarded-For: 192.0.2.7\r\n"));
    }

    @Test
    void version2SaysItAsWell() throws IOException {
        TestBalancer balancer = http();

        assertThat(ask(balancer, CARRIER, binary(VERSION_2))).startsWith("HTTP/1.1 200 ");
        assertThat(ask(balancer, CARRIER, binary(LOCAL))).startsWith("HTTP/1.1 200 ");

        assertThat(heads).hasSize(2);
        assertThat(heads.poll()).contains("X-Forwarded-For: 192.0.2.8\r\n");
        assertThat(heads.poll()).contains("X-Forwarded-For: 127.0.0.1\r\n");
    }

    @Test
    void aHeaderMayComeOctetByOctet() throws IOException {
        TestBalancer balancer = http();
        try (Socket client = balancer.connectFrom(CARRIER)) {
            client.setTcpNoDelay(true);
            for (byte octet : octets(HEADER + GET)) {
                client.getOutputStream().write(octet);
            }

            assertThat(FaultyBackend.readAll(client.getInputStream())).startsWith("HTTP/1.1 200 ");
        }
        assertThat(heads.element()).contains("X-Forwarded-For: 192.0.2.7\r\n");
    }

    @Test
    void whatACarrierSaysIsNotPassedOnWhereBytesAreCarried() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));

        assertThat(ask(balancer, CARRIER, octets(HEADER + GET))).startsWith("HTTP/1.1 200 ");

        assertThat(heads).containsExactly(GET);
    }

    @Test
    void anAccessListJudgesTheClientAndNotItsCarrier() throws IOException {
        TestBalancer balancer = http();
        AccessRule rule = new AccessRule(1, AccessType.DENY, "192.0.2.7", Instant.EPOCH);
        host.serve(balancer.withPolicy(policy -> policy.withAccessList(List.of(rule))));

        assertThat(ask(balancer, CARRIER, octets(HEADER + GET))).isEmpty();
        assertThat(ask(balancer, CARRIER, binary(VERSION_2))).startsWith("HTTP/1.1 200 ");

        assertThat(heads).hasSize(1);
    }

    @Test
    void nobodyElseCanSayWhoHeIs() throws IOException {
        TestBalancer balancer = http();

        assertThat(ask(balancer, STRANGER, octets(HEADER + GET))).startsWith("HTTP/1.1 400 ");
        assertThat(ask(balancer, STRANGER, octets(GET))).startsWith("HTTP/1.1 200 ");

        assertThat(heads)
                .singleElement()
                .satisfies(head -> assertThat(head).contains("X-Forwarded-For: 127.0.0.9\r\n"));
    }

    @Test
    void aCarrierThatDoesNotBeginWithAHeaderIsClosed() throws IOException {
        TestBalancer balancer = http();
        List<byte[]> wrong = List.of(
                octets(GET),
                octets("PROXY TCP4 192.0.2.7\r\n" + GET),
                octets("PROXY TCP4 192.0.2.256 198.51.100.1 51234 80\r\n" + GET),
                octets("PROXY TCP4 192.0.2.7 198.51.100.1 99999 80\r\n" + GET),
                octets("PROXY " + "x".repeat(200) + "\r\n" + GET),
                binary(VERSION_2.replace("2111000c", "3111000c")),
                binary(VERSION_2.replace("2111000c", "21110004")));

        for (byte[] each : wrong) {
            assertThat(ask(balancer, CARRIER, each))
                    .as(new String(each, StandardCharsets.ISO_8859_1))
                    .isEmpty();
        }

        assertThat(heads).isEmpty();
        await().atMost(LIMIT).until(() -> host.traffic(balancer).refusedClients() == wrong.size());
        await().atMost(LIMIT).until(() -> host.connections() == 0);
    }

    @Test
    void aCarrierThatSaysNothingIsClosedInTime() throws IOException {
        TestBalancer balancer = http();

        assertThat(ask(balancer, CARRIER, octets("PROXY TCP4 "))).isEmpty();

        await().atMost(LIMIT).until(() -> host.connections() == 0);
    }

    @Test
    void haproxyInFrontIsUnderstood() throws Exception {
        TestBalancer balancer = http();
        for (String version : List.of("send-proxy", "send-proxy-v2", "send-proxy-v2-ssl-cn")) {
            try (Haproxy front = Haproxy.start(directory, "tcp", "", balancer.address(), version)) {
                assertThat(ask(front.address(), STRANGER, octets(GET)))
                        .as(version)
                        .startsWith("HTTP/1.1 200 ");
            }
        }

        assertThat(heads).hasSize(3).allSatisfy(head -> assertThat(head).contains("X-Forwarded-For: 127.0.0.9\r\n"));
    }

    private static String ask(TestBalancer balancer, String from, byte[] octets) throws IOException {
        return ask(balancer.address(), from, octets);
    }

    /** Everything that is answered; empty when the connection is closed without a word. */
    private static String ask(InetSocketAddress at, String from, byte[] octets) throws IOException {
        try (Socket client = new Socket()) {
            client.bind(new InetSocketAddress(from, 0));
            client.setSoTimeout(20_000);
            client.connect(at);
            client.getOutputStream().write(octets);
            return FaultyBackend.readAll(client.getInputStream());
        } catch (SocketException reset) {
            return "";
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] binary(String hex) {
        return HexFormat.of().parseHex(hex + HexFormat.of().formatHex(octets(GET)));
    }

    private static String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        int octet = client.getInputStream().read();
        while (octet >= 0) {
            head.append((char) octet);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
            octet = client.getInputStream().read();
        }
        return head.toString();
    }
}
