package io.steelyard.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.NodeNews;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a monitor does to traffic, through a whole engine over real sockets. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class MonitoredTrafficTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String ANY_STATUS = "^[1-5][0-9][0-9]$";

    private final TestHost host;
    private final NodeNews news = new NodeNews();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    MonitoredTrafficTest(Transport transport) {
        host = TestHost.start(transport);
        host.engine().observe(news);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        for (AutoCloseable each : owned) {
            each.close();
        }
    }

    @Test
    void aNewBalancersFirstConnectionGoesToANodeThatPassedItsCheck() throws IOException {
        FaultyBackend good = http("200 OK", "good");
        FaultyBackend bad = http("500 Oops", "bad");

        TestBalancer balancer = serve(http("/health", "^200$", Optional.empty()), good, bad);
        awaitOffline(balancer, 1);

        for (int request = 0; request < 6; request++) {
            assertThat(get(balancer)).isEqualTo("200 good");
        }
        Outage outage = news.outage(node(balancer, 1)).orElseThrow();
        assertThat(outage.failure()).isEqualTo(NodeFailure.STATUS_UNEXPECTED);
        assertThat(outage.reason())
                .isEqualTo("its HTTP check of /health expected a status that matches ^200$ and got 500");
    }

    @Test
    void whatIsAskedIsThePathWithTheHost() throws IOException {
        FaultyBackend node = http("200 OK", "good");
        Check.Http check =
                new Check.Http("/health?deep=1", ANY_STATUS, Optional.empty(), Optional.of("shop.example.com"), false);

        serve(check, node);

        await().until(() -> asked.stream().anyMatch(line -> line.startsWith("GET /health?deep=1 HTTP/1.1")));
        assertThat(asked).contains("Host: shop.example.com", "Connection: close");
    }

    @Test
    void theBodyMustMatchInItsFirstOctets() throws IOException {
        FaultyBackend within = http("200 OK", "x".repeat(2040) + "all fine");
        FaultyBackend beyond = http("200 OK", "x".repeat(2041) + "all fine");
        FaultyBackend chunked = own(FaultyBackend.serving((_, client) -> {
            readRequest(client);
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nall \r\n4\r\nfine\r\n0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }));

        TestBalancer balancer = serve(http("/", ANY_STATUS, Optional.of("all f[i]ne")), within, beyond, chunked);

        awaitOffline(balancer, 1);
        Outage outage = news.outage(node(balancer, 1)).orElseThrow();
        assertThat(outage.failure()).isEqualTo(NodeFailure.BODY_UNEXPECTED);
        assertThat(outage.reason())
                .isEqualTo(
                        "its HTTP check of / expected a body that matches all f[i]ne and got another one, with status 200");
        awaitOnline(balancer, 0);
        awaitOnline(balancer, 2);
    }

    @Test
    void whateverIsNoAnswerTakesANodeOut() throws IOException {
        FaultyBackend garbage = own(FaultyBackend.serving((_, client) -> {
            readRequest(client);
            client.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }));
        FaultyBackend closing = own(FaultyBackend.serving((_, client) -> readRequest(client)));
        FaultyBackend refusing = own(FaultyBackend.refusing());
        FaultyBackend silent = own(FaultyBackend.silent());

        TestBalancer balancer = serve(http("/", ANY_STATUS, Optional.empty()), garbage, closing, refusing, silent);

        for (int place = 0; place < 4; place++) {
            awaitOffline(balancer, place);
        }
        assertThat(news.failure(node(balancer, 0))).contains(NodeFailure.INVALID_ANSWER);
        assertThat(news.failure(node(balancer, 1))).contains(NodeFailure.CLOSED_EARLY);
        assertThat(news.failure(node(balancer, 2))).contains(NodeFailure.CONNECT_REFUSED);
        assertThat(news.failure(node(balancer, 3))).contains(NodeFailure.CHECK_TIMED_OUT);
    }

    @Test
    void withEveryNodeOfflineByItsChecksNobodyIsServed() throws IOException {
        FaultyBackend node = http("500 Oops", "bad");
        TestBalancer balancer = serve(http("/", "^200$", Optional.empty()), node);
        awaitOffline(balancer, 0);

        assertThat(get(balancer)).startsWith("503 ");

        host.serve(balancer.withFeature(listener -> listener.withMonitor(Optional.empty())));
        await().until(() -> get(balancer).equals("500 bad"));
    }

    @Test
    void aNodeThatRecoversIsBackAfterOneCheck() throws IOException {
        FaultyBackend node = own(FaultyBackend.refusing((_, client) -> answer(client, "200 OK", "back")));
        TestBalancer balancer = serve(new Check.Connect(), node);
        awaitOffline(balancer, 0);

        node.start();

        awaitOnline(balancer, 0);
        assertThat(get(balancer)).isEqualTo("200 back");
    }

    @Test
    void failedRequestsDoNotTakeACheckedNodeOut() throws IOException {
        FaultyBackend node = http("503 Busy", "busy");
        TestBalancer balancer = serve(new Check.Connect(), node);

        for (int request = 0; request < 6; request++) {
            get(balancer);
        }

        assertThat(news.isTold(node(balancer, 0))).isFalse();
    }

    @Test
    void aMonitorThatIsSetLaterTakesANodeOutOfTraffic() throws IOException {
        FaultyBackend good = http("200 OK", "good");
        FaultyBackend bad = http("404 Gone", "bad");
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, good, bad).withProtocol(Protocol.HTTP));
        await().until(() -> get(balancer).equals("404 bad"));

        host.serve(with(balancer, http("/", "^2", Optional.empty())));

        awaitOffline(balancer, 1);
        for (int request = 0; request < 6; request++) {
            assertThat(get(balancer)).isEqualTo("200 good");
        }
    }

    @Test
    void anAddedNodeIsCheckedBeforeItGetsTraffic() throws IOException {
        FaultyBackend good = http("200 OK", "good");
        FaultyBackend added = http("500 Oops", "bad");
        TestBalancer alone = serve(http("/", "^2", Optional.empty()), good);

        TestBalancer both = host.serve(alone.withNodes(good, added));

        for (int request = 0; request < 6; request++) {
            assertThat(get(both)).isEqualTo("200 good");
        }
        awaitOffline(both, 1);
    }

    @Test
    void disabledNodesAreNotChecked() throws IOException {
        FaultyBackend stays = http("200 OK", "good");
        FaultyBackend disabled = http("200 OK", "disabled");
        TestBalancer balancer = serve(new Check.Connect(), stays, disabled);
        await().until(() -> disabled.accepted() > 0 && stays.accepted() > 0);

        host.serve(balancer.withCondition(1, Condition.DISABLED));
        int before = disabled.accepted();
        int checks = stays.accepted();
        await().until(() -> stays.accepted() >= checks + 2);

        // One that was under way may still arrive.
        assertThat(disabled.accepted()).isLessThanOrEqualTo(before + 1);
    }

    private TestBalancer serve(Check check, FaultyBackend... nodes) {
        return host.serve(with(TestBalancer.tcp(1, nodes).withProtocol(Protocol.HTTP), check));
    }

    private static TestBalancer with(TestBalancer balancer, Check check) {
        HealthMonitor monitor = new HealthMonitor(check, SECOND, SECOND, 2);
        return balancer.withFeature(listener -> listener.withMonitor(Optional.of(monitor)));
    }

    private static Check.Http http(String path, String status, Optional<String> body) {
        return new Check.Http(path, status, body, Optional.empty(), false);
    }

    private FaultyBackend http(String status, String body) throws IOException {
        return own(FaultyBackend.serving((_, client) -> answer(client, status, body)));
    }

    private void answer(Socket client, String status, String body) throws IOException {
        while (readRequest(client)) {
            client.getOutputStream()
                    .write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private boolean readRequest(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        head.toString().lines().forEach(asked::add);
        return true;
    }

    /** Status and body of what a client is answered. */
    private static String get(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = FaultyBackend.readAll(client.getInputStream());
            String status = answer.split(" ", 3)[1];
            return status + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private void awaitOffline(TestBalancer balancer, int place) {
        await().until(() -> news.failure(node(balancer, place)).isPresent());
    }

    private void awaitOnline(TestBalancer balancer, int place) {
        await().until(() -> news.failure(node(balancer, place)).isEmpty());
    }

    private static NodeId node(TestBalancer balancer, int place) {
        return balancer.endpoints().get(place).node();
    }

    private FaultyBackend own(FaultyBackend backend) {
        owned.add(backend);
        return backend;
    }
}
