package io.steelyard.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.FaultyBackend;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketsTest {
    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void clientsAreSpreadEvenlyOverTheLoops(Transport transport) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (TestHost host = TestHost.start(transport);
                FaultyBackend node = FaultyBackend.echoing()) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
            for (int i = 0; i < 200; i++) {
                clients.add(balancer.connect());
            }
            await().until(() -> node.accepted() == 200);

            assertThat(host.sockets().loops())
                    .hasSize(2)
                    .allSatisfy(
                            loop -> assertThat(((CountedLoop) loop).sockets()).isBetween(180, 221));
            assertThat(host.sockets().openSockets()).isEqualTo(401);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }
}
