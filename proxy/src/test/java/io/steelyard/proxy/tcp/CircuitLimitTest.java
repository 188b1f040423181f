package io.steelyard.proxy.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No node has more connections than it may, and clients wait in a fair queue. */
class CircuitLimitTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestHost host = TestHost.start(Transport.NIO);
    private final FaultyBackend node = FaultyBackend.serving((_, client) -> {
        client.getOutputStream().write("hello".getBytes(US_ASCII));
        client.getInputStream().readAllBytes();
    });

    CircuitLimitTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        host.close();
        node.close();
    }

    @Test
    void aConnectionWaitsUntilAnotherEnds() throws IOException {
        TestBalancer balancer = serve(1, Duration.ofSeconds(60));
        try (Socket first = served(balancer);
                Socket second = balancer.connect()) {
            await().atMost(LIMIT).until(() -> host.queued(balancer) == 1);
            assertThat(second.getInputStream().available()).isZero();

            first.close();

            assertThat(hello(second)).isEqualTo("hello");
        }
    }

    @Test
    void beyondTheQueueConnectionsAreClosedAtOnce() throws IOException {
        TestBalancer balancer = serve(1, Duration.ofSeconds(60));
        try (Socket first = served(balancer);
                Socket second = balancer.connect()) {
            await().atMost(LIMIT).until(() -> host.queued(balancer) == 1);
            try (Socket third = balancer.connect()) {
                assertClosed(third);
            }
            assertThat(second.getInputStream().available()).isZero();
        }
    }

    @Test
    void whoWaitsForTooLongIsClosed() throws IOException {
        TestBalancer balancer = serve(1, Duration.ofMillis(100));
        try (Socket first = served(balancer);
                Socket second = balancer.connect()) {
            assertClosed(second);
            first.close();
        }
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            try (Socket third = balancer.connect()) {
                assertThat(hello(third)).isEqualTo("hello");
            }
        });
    }

    private static Socket served(TestBalancer balancer) throws IOException {
        Socket client = balancer.connect();
        assertThat(hello(client)).isEqualTo("hello");
        return client;
    }

    private static void assertClosed(Socket client) throws IOException {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static String hello(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes(5), US_ASCII);
    }

    private TestBalancer serve(int queue, Duration queueTime) {
        return host.serve(TestBalancer.tcp(1, node)
                .withPolicy(
                        policy -> policy.withOptions(TrafficOptions.NONE.with(new CircuitLimit(1, queue, queueTime)))));
    }
}
