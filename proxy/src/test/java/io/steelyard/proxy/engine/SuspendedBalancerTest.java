package io.steelyard.proxy.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.listener.Protocol;
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

/** What clients meet at a balancer that keeps its addresses but has nowhere to send traffic to. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class SuspendedBalancerTest {
    private final TestHost host;
    private final FaultyBackend node;

    SuspendedBalancerTest(Transport transport) throws IOException {
        host = TestHost.start(transport);
        node = FaultyBackend.echoing();
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        host.close();
    }

    @Test
    void anHttpClientGetsThe503Page() throws IOException {
        TestBalancer suspended =
                host.serve(TestBalancer.tcp(1, node).withProtocol(Protocol.HTTP).withNodes());

        try (Socket client = suspended.connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

            assertThat(FaultyBackend.readAll(client.getInputStream())).startsWith("HTTP/1.1 503 ");
        }
    }

    @Test
    void anotherClientIsClosedAndOneThatIsConnectedIsCut() throws IOException {
        TestBalancer serving = host.serve(TestBalancer.tcp(1, node));
        try (Socket connected = serving.connect()) {
            connected.getOutputStream().write('a');
            assertThat(connected.getInputStream().read()).isEqualTo('a');

            TestBalancer suspended = host.serve(serving.withNodes());

            assertThat(endOf(connected)).isTrue();
            assertThat(closes(suspended)).isTrue();
        }
    }

    @Test
    void resumedItServesAsBefore() throws IOException {
        TestBalancer serving = host.serve(TestBalancer.tcp(1, node));
        TestBalancer suspended = host.serve(serving.withNodes());

        TestBalancer resumed = host.serve(suspended.withNodes(node));

        try (Socket client = resumed.connect()) {
            client.getOutputStream().write('b');
            assertThat(client.getInputStream().read()).isEqualTo('b');
        }
    }

    /** Whether a new connection is closed, however early that shows. */
    private static boolean closes(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            return endOf(client);
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Whether a connection ends, in order or by a reset. */
    private static boolean endOf(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }
}
