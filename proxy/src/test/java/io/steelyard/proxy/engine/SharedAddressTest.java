package io.steelyard.proxy.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Balancers on one virtual IP: what becomes of one never touches the other's traffic. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class SharedAddressTest {
    private final FaultyBackend node;
    private final TestHost host;
    private final TestBalancer going;
    private final TestBalancer staying;

    SharedAddressTest(Transport transport) throws IOException {
        node = FaultyBackend.echoing();
        host = TestHost.start(transport);
        going = host.serve(TestBalancer.tcp(1, node));
        staying = host.serve(TestBalancer.tcp(2, node));
        assertThat(going.bind().address()).isEqualTo(staying.bind().address());
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        node.close();
    }

    @Test
    void theEndOfOneCutsItsClientsAndNobodyElses() throws IOException {
        try (Socket cut = open(going);
                Socket client = open(staying)) {
            host.converge(going.absent());

            assertCut(cut);
            assertEchoes(client);
            assertEchoes(staying);
        }
    }

    @Test
    void oneWithNowhereToSendTrafficCutsItsClientsAndNobodyElses() throws IOException {
        try (Socket cut = open(going);
                Socket client = open(staying)) {
            host.serve(going.withNodes());

            assertCut(cut);
            assertEchoes(client);
            assertEchoes(staying);
        }
    }

    @Test
    void onePortChangeMovesItsClientsAndNobodyElses() throws IOException {
        try (Socket client = open(staying)) {
            TestBalancer moved = host.serve(going.withAddress(TestBalancer.freeAddress()));

            assertEchoes(client);
            assertEchoes(moved);
            assertEchoes(staying);
        }
    }

    private static Socket open(TestBalancer balancer) throws IOException {
        Socket client = balancer.connect();
        assertEchoes(client);
        return client;
    }

    private static void assertEchoes(TestBalancer balancer) throws IOException {
        open(balancer).close();
    }

    private static void assertCut(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write("echo".getBytes(US_ASCII));
        assertThat(client.getInputStream().readNBytes(4)).isEqualTo("echo".getBytes(US_ASCII));
    }
}
