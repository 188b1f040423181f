package io.steelyard.proxy.balance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The algorithms through real sockets and two event loops. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class BalancingTest {
    private static final int THREADS = 4;

    private final TestHost host;
    private final List<FaultyBackend> nodes = new ArrayList<>();
    private final List<Socket> clients = new ArrayList<>();

    BalancingTest(Transport transport) {
        host = TestHost.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        for (FaultyBackend node : nodes) {
            node.close();
        }
        host.close();
    }

    @Test
    void turnsAreExactOverAllLoops() throws IOException {
        TestBalancer balancer = serve(Algorithm.ROUND_ROBIN, 1, 1, 1);

        connectAtOnce(balancer, 40);

        assertThat(accepted()).containsExactlyInAnyOrder(54, 53, 53);
    }

    @Test
    void weightedTurnsAreExactOverAllLoops() throws IOException {
        TestBalancer balancer = serve(Algorithm.WEIGHTED_ROUND_ROBIN, 5, 3, 2);

        connectAtOnce(balancer, 40);

        assertThat(accepted()).containsExactly(80, 48, 32);
    }

    @Test
    void weightsChangeAtOnce() throws IOException {
        TestBalancer balancer = serve(Algorithm.WEIGHTED_ROUND_ROBIN, 1, 1);
        connect(balancer, 10);

        connect(host.serve(balancer.withWeight(0, 9)), 10);

        assertThat(accepted()).containsExactly(14, 6);
    }

    @Test
    void openConnectionsAreEvenlySpread() throws IOException {
        TestBalancer balancer = serve(Algorithm.LEAST_CONNECTIONS, 1, 1, 1, 1);

        connectAtOnce(balancer, 10);

        assertThat(open()).containsExactly(10, 10, 10, 10);
    }

    @Test
    void openConnectionsAreSpreadByWeight() throws IOException {
        TestBalancer balancer = serve(Algorithm.WEIGHTED_LEAST_CONNECTIONS, 1, 2, 5);

        connectAtOnce(balancer, 10);

        assertThat(open()).containsExactly(5, 10, 25);
    }

    @Test
    void aNodeWhoseConnectionsEndIsFilledUpAgain() throws IOException {
        TestBalancer balancer = serve(Algorithm.LEAST_CONNECTIONS, 1, 1);
        List<Socket> both = connect(balancer, 2);
        List<Socket> more = connect(balancer, 6);

        // By turns between equals, every second one is on the same node.
        for (Socket ended : List.of(both.get(0), more.get(0), more.get(2))) {
            ended.close();
        }
        await().untilAsserted(() -> assertThat(open()).containsExactlyInAnyOrder(1, 4));
        await().untilAsserted(() -> assertThat(host.connections()).isEqualTo(5));
        connect(balancer, 3);

        assertThat(open()).containsExactly(4, 4);
    }

    @Test
    void whatIsOpenCountsWhenTheAlgorithmChanges() throws IOException {
        TestBalancer balancer = serve(Algorithm.WEIGHTED_ROUND_ROBIN, 8, 1, 1);
        connect(balancer, 10);
        assertThat(open()).containsExactly(8, 1, 1);

        connect(host.serve(balancer.withAlgorithm(Algorithm.LEAST_CONNECTIONS)), 14);

        assertThat(open()).containsExactly(8, 8, 8);
    }

    /** By a client's end, a client's reset, a node's end, a node's reset, a refusal, a cut and an idle time-out. */
    @Test
    void noWayToEndLeavesALoadBehind() throws IOException {
        FaultyBackend ending =
                use(FaultyBackend.serving((_, client) -> client.getInputStream().read()));
        FaultyBackend resetting = use(FaultyBackend.resettingAfter("some"));
        FaultyBackend echoing = use(FaultyBackend.echoing());
        FaultyBackend refusing = use(FaultyBackend.refusing());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, ending, resetting, echoing, refusing)
                .withAlgorithm(Algorithm.LEAST_CONNECTIONS)
                .withIdleTimeout(Duration.ofSeconds(1)));
        endInEveryWay(balancer);
        host.serve(balancer.withCondition(2, Condition.DISABLED));
        endInEveryWay(balancer);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(host.connections()).isZero());

        // The same nodes where connections stay, their health forgotten.
        TestBalancer steady = balancer.at(10)
                .withIdleTimeout(Duration.ofSeconds(60))
                .withNodes(
                        use(FaultyBackend.echoing()),
                        use(FaultyBackend.echoing()),
                        use(FaultyBackend.echoing()),
                        use(FaultyBackend.echoing()));
        TestBalancer disabled = steady;
        for (int i = 0; i < 4; i++) {
            disabled = disabled.withCondition(i, Condition.DISABLED);
        }
        host.serve(disabled);
        host.serve(steady.at(disabled.generation() + 1));
        connect(steady, 40);

        assertThat(nodes.subList(4, 8).stream().map(FaultyBackend::open)).containsExactly(10, 10, 10, 10);
    }

    private static void endInEveryWay(TestBalancer balancer) throws IOException {
        for (int i = 0; i < 40; i++) {
            try (Socket client = balancer.connect()) {
                client.getOutputStream().write(1);
                client.setSoLinger(i % 3 == 0, 0);
                if (i % 3 == 1) {
                    client.getOutputStream().write(1);
                    client.shutdownOutput();
                }
            }
        }
    }

    private TestBalancer serve(Algorithm algorithm, int... weights) throws IOException {
        FaultyBackend[] backends = new FaultyBackend[weights.length];
        for (int i = 0; i < weights.length; i++) {
            backends[i] = use(FaultyBackend.echoing());
        }
        TestBalancer balancer = TestBalancer.tcp(1, backends).withAlgorithm(algorithm);
        for (int i = 0; i < weights.length; i++) {
            balancer = balancer.withWeight(i, weights[i]);
        }
        return host.serve(balancer);
    }

    /** Connections that stay, made by several threads at once; each one is carried when this returns. */
    private void connectAtOnce(TestBalancer balancer, int each) {
        Race.run(THREADS, thread -> connect(balancer, each));
    }

    private List<Socket> connect(TestBalancer balancer, int count) throws IOException {
        List<Socket> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = balancer.connect();
            made.add(client);
            client.getOutputStream().write("x".getBytes(US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        synchronized (clients) {
            clients.addAll(made);
        }
        return made;
    }

    private List<Integer> accepted() {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get(i).accepted())
                .toList();
    }

    private List<Integer> open() {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get(i).open())
                .toList();
    }

    private FaultyBackend use(FaultyBackend node) {
        nodes.add(node);
        return node;
    }
}
