package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.proxy.NodeNews;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.errorpage.ErrorPage;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.Faults;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.backend.HttpFaults;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The passive monitor of the 2010 specification, section 2.5, for HTTP. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class PassiveHealthTest {
    private static final Duration NEVER = Duration.ofHours(1);
    /** For nodes that say nothing; those beside them answer within it on a busy machine too. */
    private static final HttpLimits HASTY =
            HttpLimits.DEFAULT.withFirstByteTime(Duration.ofMillis(500)).withConnectTime(Duration.ofMillis(500));

    private static final int REQUESTS = 20;

    private final Transport transport;
    private final NodeNews news = new NodeNews();
    private HttpRig rig;
    private int requests;

    PassiveHealthTest(Transport transport) {
        this.transport = transport;
        this.rig = start(NEVER, NEVER, HttpLimits.DEFAULT);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void everyKindOfFailureTakesANodeOffline() throws IOException {
        Map<Behaviour, NodeFailure> faults = new LinkedHashMap<>();
        faults.put(HttpFaults.unavailable(), NodeFailure.UNAVAILABLE);
        faults.put(HttpFaults.garbage(), NodeFailure.INVALID_ANSWER);
        faults.put(HttpFaults.closingEarly(), NodeFailure.CLOSED_EARLY);
        faults.put(HttpFaults.resetting(), NodeFailure.CLOSED_EARLY);
        faults.put(HttpFaults.halfHead(), NodeFailure.CLOSED_EARLY);
        faults.put(HttpFaults.halfContent(), NodeFailure.CLOSED_EARLY);
        faults.put(HttpFaults.resettingInContent(), NodeFailure.CLOSED_EARLY);
        faults.put(Faults.closingAtOnce(), NodeFailure.CLOSED_EARLY);

        for (Map.Entry<Behaviour, NodeFailure> fault : faults.entrySet()) {
            assertGoesOffline(FaultyBackend.serving(fault.getKey()), fault.getValue());
        }
    }

    @Test
    void aNodeThatSaysNothingOrCannotBeConnectedToGoesOffline() throws IOException {
        restart(NEVER, NEVER, HASTY);

        assertGoesOffline(FaultyBackend.serving(HttpFaults.silence()), NodeFailure.NO_ANSWER);
        assertGoesOffline(FaultyBackend.refusing(), NodeFailure.CONNECT_REFUSED);
        assertGoesOffline(FaultyBackend.hanging(), NodeFailure.CONNECT_TIMED_OUT);
    }

    /** Three failures, then nothing more of new work. */
    private void assertGoesOffline(FaultyBackend bad, NodeFailure why) throws IOException {
        FaultyBackend good = FaultyBackend.serving(HttpFaults.ok("good"));
        rig.serve(bad, good);

        for (int i = 0; i < 6; i++) {
            tryGet();
        }
        await().until(() -> news.isTold(node(0)));
        int before = bad.accepted() + bad.requests();

        assertThat(news.failure(node(0))).contains(why);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get().content()).as(why.name()).isEqualTo("good");
        }
        assertThat(bad.accepted() + bad.requests()).as(why.name()).isEqualTo(before);
        assertThat(news.isTold(node(1))).isFalse();
        rig.remove();
    }

    @Test
    void aSlowAnswerIsNoFailure() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nX-Padding: xxxxxxxxxxxxxx\r\nContent-Length: 2\r\n\r\nok";
        rig.serve(FaultyBackend.serving(Faults.dripping(answer, Duration.ofMillis(10))));

        for (int i = 0; i < 3; i++) {
            assertThat(get().content()).isEqualTo("ok");
        }

        assertNoneIsOffline();
    }

    @Test
    void aPostCountsAtTheNodeAndNeverArrivesTwice() throws IOException {
        FaultyBackend first = FaultyBackend.serving(HttpFaults.unavailable());
        FaultyBackend second = FaultyBackend.serving(HttpFaults.closingEarly());
        rig.serve(first, second);

        for (int i = 0; i < REQUESTS; i++) {
            Received answer = post(i);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.content()).isEqualTo(page());
        }

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(first.requests("" + i) + second.requests("" + i)).isEqualTo(1);
        }
        await().until(() ->
                news.failure(node(0)).isPresent() && news.failure(node(1)).isPresent());
    }

    @Test
    void oneRequestStrikesItsFirstNodeAlone() throws IOException {
        FaultyBackend[] nodes = rig.serve(
                FaultyBackend.serving(HttpFaults.unavailable()),
                FaultyBackend.serving(HttpFaults.unavailable()),
                FaultyBackend.serving(HttpFaults.unavailable()));

        for (int i = 0; i < 2; i++) {
            assertThat(get().status()).isEqualTo(503);
        }

        assertThat(nodes).allSatisfy(node -> assertThat(node.requests()).isEqualTo(2));
        assertNoneIsOffline();
    }

    @Test
    void aSentRequestReachesEachNodeOnceWhateverElseFails() throws IOException {
        FaultyBackend closing = FaultyBackend.serving(HttpFaults.closingEarly());
        rig.serve(closing, FaultyBackend.refusing());

        for (int i = 0; i < 5; i++) {
            assertThat(send("GET", i).status()).isEqualTo(503);
            assertThat(closing.requests("" + i)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void withEveryNodeOfflineAllAreTriedAndTheFirstSuccessBringsOneBack() throws IOException {
        FaultyBackend[] nodes = rig.serve(
                FaultyBackend.serving(HttpFaults.unavailable()), FaultyBackend.serving(HttpFaults.unavailable()));
        for (int i = 0; i < 6; i++) {
            assertThat(get().status()).isEqualTo(503);
        }
        await().until(() ->
                news.failure(node(0)).isPresent() && news.failure(node(1)).isPresent());

        nodes[1].become(HttpFaults.ok("back"));

        // Connections that were kept open go on as they were.
        await().until(() -> get().status() == 200);
        await().until(() -> news.failure(node(1)).isEmpty());
    }

    @Test
    void aFailedNodeIsProbedByOneRequestPerInterval() throws IOException {
        restart(Duration.ofMillis(1), NEVER, HttpLimits.DEFAULT);
        FaultyBackend bad = failedBesideAGoodOne();

        int before = bad.requests();
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get().content()).isEqualTo("good");
        }

        assertThat(bad.requests() - before).isEqualTo(1);
    }

    @Test
    void aPostIsNoProbe() throws IOException {
        restart(Duration.ofMillis(1), NEVER, HttpLimits.DEFAULT);
        FaultyBackend bad = failedBesideAGoodOne();

        int before = bad.requests();
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(post(i).content()).isEqualTo("good");
        }

        assertThat(bad.requests()).isEqualTo(before);
    }

    @Test
    void aRecoveredNodeComesBack() throws IOException {
        restart(Duration.ofMillis(50), Duration.ofMillis(20), HttpLimits.DEFAULT);
        FaultyBackend bad = failedBesideAGoodOne();

        bad.become(HttpFaults.ok("back"));

        await().until(() -> get().content().equals("back"));
        await().until(() -> news.failure(node(0)).isEmpty());
    }

    @Test
    void every503OfOursShowsTheErrorPage() throws IOException {
        restart(NEVER, NEVER, HASTY);
        for (Behaviour fault : List.of(
                HttpFaults.unavailable(),
                HttpFaults.garbage(),
                HttpFaults.closingEarly(),
                HttpFaults.halfHead(),
                HttpFaults.silence())) {
            rig.serve(FaultyBackend.serving(fault));
            assertThat(get().content()).isEqualTo(page());
            rig.remove();
        }
        for (FaultyBackend node : List.of(FaultyBackend.refusing(), FaultyBackend.hanging())) {
            rig.serve(node);
            assertThat(get().content()).isEqualTo(page());
            rig.remove();
        }
    }

    private FaultyBackend failedBesideAGoodOne() throws IOException {
        FaultyBackend bad = FaultyBackend.serving(HttpFaults.unavailable());
        rig.serve(bad, FaultyBackend.serving(HttpFaults.ok("good")));
        for (int i = 0; i < 6; i++) {
            post(1_000 + i);
        }
        await().until(() -> news.failure(node(0)).isPresent());
        return bad;
    }

    private void assertNoneIsOffline() {
        int before = news.complete();
        rig.host().engine().tellAllNodes();
        await().until(() -> news.complete() > before);

        assertThat(rig.balancer().endpoints())
                .allSatisfy(endpoint -> assertThat(news.isTold(endpoint.node())).isFalse());
    }

    private void restart(Duration offline, Duration interval, HttpLimits http) throws IOException {
        rig.close();
        rig = start(offline, interval, http);
    }

    private HttpRig start(Duration offline, Duration interval, HttpLimits http) {
        HealthLimits health = new HealthLimits(3, offline, interval, NEVER, http.connectTime(), 0);
        HttpRig started =
                HttpRig.start(transport, TestHost.LIMITS.withHttp(http).withHealth(health));
        started.host().engine().observe(news);
        return started;
    }

    private NodeId node(int place) {
        return rig.balancer().endpoints().get(place).node();
    }

    private Received get() throws IOException {
        return send("GET", requests++);
    }

    /** A GET whose answer may break off. */
    private void tryGet() throws IOException {
        try (HttpTestClient client = client("GET", requests++)) {
            client.receiveAll();
        } catch (SocketException cut) {
            // So that it does not look whole.
        }
    }

    private Received post(int id) throws IOException {
        return send("POST", id);
    }

    private Received send(String method, int id) throws IOException {
        try (HttpTestClient client = client(method, id)) {
            return client.receive();
        }
    }

    private HttpTestClient client(String method, int id) throws IOException {
        return new HttpTestClient(rig.balancer())
                .send(method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: " + id
                        + "\r\nContent-Length: 5\r\n\r\nhello");
    }

    private static String page() {
        return new String(ErrorPage.DEFAULT.html(), UTF_8);
    }
}
