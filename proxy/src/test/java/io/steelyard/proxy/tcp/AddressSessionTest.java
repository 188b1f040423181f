package io.steelyard.proxy.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that come back to their node by their address. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class AddressSessionTest {
    private static final int CLIENTS = 24;

    private final TestHost host;
    private final List<FaultyBackend> nodes = new ArrayList<>();

    AddressSessionTest(Transport transport) {
        host = TestHost.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend node : nodes) {
            node.close();
        }
        host.close();
    }

    @Test
    void everyAddressHasOneNode() throws IOException {
        TestBalancer balancer = serve("a", "b", "c");

        Map<Integer, String> first = nodesOfAll(balancer);

        assertThat(first.values()).contains("a", "b", "c");
        assertThat(nodesOfAll(balancer)).isEqualTo(first);
    }

    @Test
    void aNodeThatIsAddedTakesNoKnownClient() throws IOException {
        TestBalancer balancer = serve("a", "b");
        Map<Integer, String> before = nodesOfAll(balancer);

        TestBalancer more = host.serve(balancer.withMoreNodes(node("c"), node("d"), node("e")));

        assertThat(nodesOfAll(more)).isEqualTo(before);
    }

    @Test
    void anotherHostSendsAnUnknownClientToTheSameNode() throws IOException {
        TestBalancer balancer = serve("a", "b", "c");
        Map<Integer, String> here = nodesOfAll(balancer);

        host.converge(balancer.absent());
        TestBalancer anew = host.serve(balancer.at(balancer.generation() + 2));

        assertThat(nodesOfAll(anew)).isEqualTo(here);
    }

    @Test
    void whenTheirNodeDiesItsClientsMoveAndStayMovedAndNoOthersDo() throws IOException {
        TestBalancer balancer = serve("a", "b", "c");
        Map<Integer, String> before = nodesOfAll(balancer);

        nodes.getFirst().stop();
        Map<Integer, String> moved = nodesOfAll(balancer);
        nodes.getFirst().start();

        assertThat(moved.values()).doesNotContain("a");
        before.forEach((client, node) -> {
            if (!node.equals("a")) {
                assertThat(moved).containsEntry(client, node);
            }
        });
        assertThat(nodesOfAll(balancer)).isEqualTo(moved);
    }

    @Test
    void aDrainingNodeKeepsTheClientsThatItHas() throws IOException {
        TestBalancer balancer = serve("a", "b");
        Map<Integer, String> before = nodesOfAll(balancer);

        TestBalancer draining = host.serve(balancer.withCondition(0, Condition.DRAINING));

        assertThat(nodesOfAll(draining)).isEqualTo(before);
        for (int stranger = 100; stranger < 110; stranger++) {
            assertThat(nodeOf(draining, stranger)).isEqualTo("b");
        }
    }

    @Test
    void aDisabledNodeKeepsNobody() throws IOException {
        TestBalancer balancer = serve("a", "b");
        nodesOfAll(balancer);

        TestBalancer disabled = host.serve(balancer.withCondition(0, Condition.DISABLED));

        assertThat(nodesOfAll(disabled).values()).containsOnly("b");
    }

    private TestBalancer serve(String... names) throws IOException {
        FaultyBackend[] backends = new FaultyBackend[names.length];
        for (int i = 0; i < names.length; i++) {
            backends[i] = node(names[i]);
        }
        return host.serve(TestBalancer.tcp(1, backends).withPersistence(SessionPersistence.SOURCE_IP));
    }

    private FaultyBackend node(String name) throws IOException {
        FaultyBackend node = FaultyBackend.named(name);
        nodes.add(node);
        return node;
    }

    private static Map<Integer, String> nodesOfAll(TestBalancer balancer) throws IOException {
        Map<Integer, String> found = new HashMap<>();
        for (int client = 1; client <= CLIENTS; client++) {
            found.put(client, nodeOf(balancer, client));
        }
        return found;
    }

    private static String nodeOf(TestBalancer balancer, int client) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress("127.79.0." + client, 0));
            socket.connect(balancer.address());
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }
}
