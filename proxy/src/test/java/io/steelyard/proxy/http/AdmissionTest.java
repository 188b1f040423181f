package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in, and what becomes of who is not. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class AdmissionTest {
    private static final String FRIEND = "127.0.0.7";
    private static final String OTHER = "127.0.0.8";

    private final HttpRig rig;

    AdmissionTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aDeniedClientIsClosedBeforeAByteIsAnsweredAndTheNodeHearsNothing() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        rig.change(
                rig.balancer().withPolicy(policy -> policy.withAccessList(rules("ALLOW 127.0.0.7", "DENY 0.0.0.0/0"))));

        assertThat(client(FRIEND).get("/").receive().content()).isEqualTo("in");
        assertClosed(() -> client(OTHER));
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void thatHoldsForTcpToo() throws IOException {
        rig.serve(FaultyBackend.named("in"));
        rig.change(rig.balancer()
                .withProtocol(Protocol.TCP)
                .withPolicy(policy -> policy.withAccessList(rules("DENY 127.0.0.8/32"))));

        assertThat(client(FRIEND).socket().getInputStream().read()).isEqualTo('i');
        assertClosed(() -> client(OTHER));
    }

    @Test
    void thatHoldsForIpv6() throws IOException {
        rig.serve(HttpNode.ok("in"));
        TestBalancer v6 = rig.change(rig.balancer().withAddress(new InetSocketAddress("::1", rig.port())));

        assertThat(rig.client().get("/").receive().content()).isEqualTo("in");
        rig.change(v6.withPolicy(policy -> policy.withAccessList(rules("DENY ::/64"))));
        assertClosed(rig::client);
        rig.change(v6.withPolicy(policy -> policy.withAccessList(rules("DENY ::/64", "ALLOW ::1")))
                .at(99));
        assertThat(rig.client().get("/").receive().content()).isEqualTo("in");
    }

    @Test
    void theNextRequestOfANewlyDeniedClientIsAnswered403AndNoneAfterIt() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        HttpTestClient client = client(OTHER);
        assertThat(client.get("/").receive().status()).isEqualTo(200);

        rig.change(rig.balancer().withPolicy(policy -> policy.withAccessList(rules("DENY 127.0.0.8"))));

        Received refused = client.get("/").receive();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.fields("connection")).containsExactly("close");
        assertThat(client.isEnded()).isTrue();
        assertThat(node.requests()).hasSize(1);
        assertThat(client(FRIEND).get("/").receive().status()).isEqualTo(200);
    }

    @Test
    void anEstablishedTcpConnectionOfANewlyDeniedClientStays() throws IOException {
        rig.serve(FaultyBackend.echoing());
        rig.change(rig.balancer().withProtocol(Protocol.TCP));
        Socket client = client(OTHER).socket();
        client.getOutputStream().write('a');
        assertThat(client.getInputStream().read()).isEqualTo('a');

        rig.change(rig.balancer().withPolicy(policy -> policy.withAccessList(rules("DENY 127.0.0.8"))));

        client.getOutputStream().write('b');
        assertThat(client.getInputStream().read()).isEqualTo('b');
        assertClosed(() -> client(OTHER));
    }

    @Test
    void aClientOverItsThrottleIsAnsweredTheErrorPageAndTheNodeHearsNothing() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        rig.change(rig.balancer()
                .withPolicy(policy -> policy.withThrottle(Optional.of(atMost(2)))
                        .withErrorPage(Optional.of(new ErrorPage("<p>Too many of you.</p>")))));
        HttpTestClient first = client(FRIEND);
        assertThat(first.get("/").receive().status()).isEqualTo(200);
        assertThat(client(FRIEND).get("/").receive().status()).isEqualTo(200);

        HttpTestClient third = client(FRIEND);
        Received refused = third.get("/").receive();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.content()).isEqualTo("<p>Too many of you.</p>");
        assertThat(refused.fields("connection")).containsExactly("close");
        assertThat(third.isEnded()).isTrue();
        assertThat(client(OTHER).get("/").receive().status()).isEqualTo(200);
        assertThat(first.get("/").receive().status()).isEqualTo(200);
        assertThat(node.requests()).hasSize(4);
    }

    @Test
    void aPlaceIsFreeAgainWhenAConnectionEnds() throws IOException {
        rig.serve(FaultyBackend.named("in"));
        rig.change(rig.balancer()
                .withProtocol(Protocol.TCP)
                .withPolicy(policy -> policy.withThrottle(Optional.of(atMost(1)))));
        HttpTestClient first = client(FRIEND);
        assertThat(first.socket().getInputStream().read()).isEqualTo('i');
        assertClosed(() -> client(FRIEND));

        first.close();

        await().ignoreExceptions()
                .until(() -> client(FRIEND).socket().getInputStream().read() == 'i');
    }

    @Test
    void eachNewConnectionCountsButNoRequest() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        rig.change(rig.balancer()
                .withPolicy(policy ->
                        policy.withThrottle(Optional.of(new ConnectionThrottle(0, 0, 2, Duration.ofHours(1))))));

        for (int connection = 0; connection < 2; connection++) {
            try (HttpTestClient client = client(FRIEND)) {
                for (int request = 0; request < 5; request++) {
                    assertThat(client.get("/").receive().status()).isEqualTo(200);
                }
            }
        }

        assertThat(client(FRIEND).get("/").receive().status()).isEqualTo(503);
        assertThat(node.requests()).hasSize(10);
        rig.change(rig.balancer().withPolicy(policy -> policy.withThrottle(Optional.empty())));
        assertThat(client(FRIEND).get("/").receive().status()).isEqualTo(200);
    }

    @Test
    void thePageIsOnEvery503ThatTheBalancerMakesItself() throws IOException {
        rig.serve(FaultyBackend.refusing());
        TestBalancer custom = rig.change(
                rig.balancer().withPolicy(policy -> policy.withErrorPage(Optional.of(new ErrorPage("<p>\u00e9</p>")))));

        Received refused = rig.client().get("/").receive();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(new String(refused.content().getBytes(ISO_8859_1), UTF_8)).isEqualTo("<p>\u00e9</p>");
        rig.change(custom.withoutNode(0));
        assertThat(rig.client().get("/").receive().content()).startsWith("<p>");
        rig.change(rig.balancer().withPolicy(policy -> policy.withErrorPage(Optional.empty())));
        assertThat(rig.client().get("/").receive().content()).contains("temporarily unavailable");
    }

    private static ConnectionThrottle atMost(int connections) {
        return new ConnectionThrottle(0, connections, 0, Duration.ofSeconds(1));
    }

    private HttpTestClient client(String from) throws IOException {
        return rig.client(from);
    }

    private interface Connecting {
        HttpTestClient connect() throws IOException;
    }

    /** Without a byte. How far a client comes before it sees the end, or a reset, is left to chance. */
    private static void assertClosed(Connecting connecting) {
        try {
            assertThat(connecting.connect().get("/").receiveAll()).isEmpty();
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(SocketException.class);
        }
    }

    private static List<AccessRule> rules(String... rules) {
        return Arrays.stream(rules)
                .map(rule -> rule.split(" "))
                .map(words -> new AccessRule(1, AccessType.valueOf(words[0]), words[1], Instant.EPOCH))
                .toList();
    }
}
