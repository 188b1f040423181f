package io.steelyard.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.proxy.NodeNews;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class ProberTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int LISTENING = 2;

    private final Transport transport;
    private final NodeNews news = new NodeNews();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private TestHost host;

    ProberTest(Transport transport) {
        this.transport = transport;
        this.host = start(NEVER, NEVER);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        for (AutoCloseable each : owned) {
            each.close();
        }
    }

    @Test
    void nodesOfANewBalancerAreProbedOnceWithoutAByte() throws IOException {
        FaultyBackend node = own(FaultyBackend.serving(
                (backend, client) -> backend.received(client.getInputStream().read() < 0 ? "nothing" : "something")));

        host.serve(TestBalancer.tcp(1, node));

        await().until(() -> node.requests("nothing") == 1);
        assertThat(node.accepted()).isEqualTo(1);
    }

    @Test
    void trafficDoesNotWaitForTheProbesOfANewBalancer() throws IOException {
        FaultyBackend hanging = own(FaultyBackend.hanging());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, own(FaultyBackend.named("good")), hanging));

        assertThat(nameSaidBy(balancer)).isEqualTo("good");
    }

    @Test
    void aNodeThatCannotBeReachedAtFirstIsOfflineWithoutAnyTraffic() throws IOException {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, own(FaultyBackend.refusing()), own(FaultyBackend.hanging())));

        await().until(() -> news.failure(node(balancer, 0)).isPresent()
                && news.failure(node(balancer, 1)).isPresent());
        assertThat(news.failure(node(balancer, 0))).contains(NodeFailure.CONNECT_REFUSED);
        assertThat(news.failure(node(balancer, 1))).contains(NodeFailure.CONNECT_TIMED_OUT);
    }

    @Test
    void anAddedNodeGetsTrafficOnlyAfterItsProbe() throws IOException {
        FaultyBackend good = own(FaultyBackend.named("good"));
        TestBalancer alone = host.serve(TestBalancer.tcp(1, good));
        await().until(() -> good.accepted() == 1);
        FaultyBackend absent =
                own(FaultyBackend.refusing((backend, client) -> backend.send(client, new byte[] {'\n'})));

        TestBalancer both = host.serve(alone.withNodes(good, absent));
        await().until(() -> news.failure(node(both, 1)).isPresent());
        absent.start();

        for (int i = 0; i < 10; i++) {
            assertThat(nameSaidBy(both)).isEqualTo("good");
        }
    }

    @Test
    void anAddedNodeThatCanBeReachedServesAsSoonAsItsChangeIsReported() throws IOException {
        FaultyBackend first = own(FaultyBackend.named("first"));
        FaultyBackend second = own(FaultyBackend.named("second"));
        TestBalancer alone = host.serve(TestBalancer.tcp(1, first));

        TestBalancer both = host.serve(alone.withNodes(first, second));

        await().until(() -> nameSaidBy(both).equals("second"));
    }

    @Test
    void aFailedNodeThatCanBeReachedAgainComesBackByItself() throws IOException {
        restart(NEVER, SHORT);
        FaultyBackend node = own(FaultyBackend.refusing((_, _) -> {}));
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
        await().until(() -> news.failure(node(balancer, 0)).isPresent());

        node.start();

        await().until(() -> news.failure(node(balancer, 0)).isEmpty());
    }

    @Test
    void aQuietNodeIsProbedAndStruckThreeTimes() throws IOException {
        restart(SHORT, SHORT);
        FaultyBackend node = own(FaultyBackend.echoing());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
        await().until(() -> node.accepted() >= 3);

        node.stop();

        await().until(() -> news.failure(node(balancer, 0)).isPresent());
    }

    @Test
    void probesEndWithTheirNode() throws IOException {
        restart(SHORT, SHORT);
        FaultyBackend removed = own(FaultyBackend.echoing());
        FaultyBackend disabled = own(FaultyBackend.echoing());
        FaultyBackend stays = own(FaultyBackend.echoing());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, stays, disabled, removed));
        await().until(() -> removed.accepted() >= 2 && disabled.accepted() >= 2);

        host.serve(balancer.withoutNode(2).withCondition(1, Condition.DISABLED));
        await().until(() -> removed.open() == 0 && disabled.open() == 0);
        int before = stays.accepted();
        int ofRemoved = removed.accepted();
        int ofDisabled = disabled.accepted();
        await().until(() -> stays.accepted() >= before + 5);

        // One that was under way may still arrive.
        assertThat(removed.accepted()).isLessThanOrEqualTo(ofRemoved + 1);
        assertThat(disabled.accepted()).isLessThanOrEqualTo(ofDisabled + 1);
    }

    @Test
    void aBoundedNumberIsInTheMaking() throws IOException {
        HealthLimits two = new HealthLimits(3, NEVER, SHORT, SHORT, NEVER, 2);
        host.close();
        host = TestHost.start(transport, TestHost.LIMITS.withHealth(two));
        FaultyBackend hanging = own(FaultyBackend.hanging());
        host.serve(TestBalancer.tcp(1, hanging, hanging, hanging, hanging));
        FaultyBackend node = own(FaultyBackend.named("good"));

        // Both are taken for ever, and traffic does not wait for them.
        TestBalancer balancer = host.serve(TestBalancer.tcp(2, node));

        assertThat(nameSaidBy(balancer)).isEqualTo("good");
        await().until(() -> host.sockets().openSockets() == LISTENING + two.probes());
    }

    private void restart(Duration quiet, Duration interval) {
        host.close();
        host = start(quiet, interval);
    }

    private TestHost start(Duration quiet, Duration interval) {
        HealthLimits health = new HealthLimits(3, interval, interval, quiet, Duration.ofMillis(200), 8);
        TestHost started = TestHost.start(transport, TestHost.LIMITS.withHealth(health));
        started.engine().observe(news);
        return started;
    }

    private FaultyBackend own(FaultyBackend backend) {
        owned.add(backend);
        return backend;
    }

    private static NodeId node(TestBalancer balancer, int place) {
        return balancer.endpoints().get(place).node();
    }

    private static String nameSaidBy(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            client.shutdownOutput();
            return FaultyBackend.readAll(client.getInputStream()).strip();
        }
    }
}
