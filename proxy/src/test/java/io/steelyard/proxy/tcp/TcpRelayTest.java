package io.steelyard.proxy.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class TcpRelayTest {
    private final TestHost host;
    private final List<FaultyBackend> backends = new ArrayList<>();

    TcpRelayTest(Transport transport) {
        host = TestHost.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend backend : backends) {
            backend.close();
        }
        host.close();
    }

    @Test
    void turnsAreExact() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a"), named("b"), named("c")));

        List<String> names = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            names.add(nameOfNode(balancer));
        }

        assertThat(names).containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
    }

    @Test
    void randomReachesEveryNode() throws IOException {
        TestBalancer balancer = host.serve(
                TestBalancer.tcp(1, named("a"), named("b"), named("c")).withAlgorithm(Algorithm.RANDOM));

        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            counts.merge(nameOfNode(balancer), 1, Integer::sum);
        }

        // A fair choice leaves this range once in 10^9 runs.
        assertThat(counts)
                .containsOnlyKeys("a", "b", "c")
                .values()
                .allSatisfy(count -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void everyByteArrivesInOrderBothWaysFor64ClientsAtOnce() throws Exception {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing()), use(FaultyBackend.echoing())));

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> echoes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte[] sent = randomBytes(i, 256 << 10);
                echoes.add(clients.submit(() -> echo(balancer, sent)));
            }
            for (int i = 0; i < 64; i++) {
                assertThat(echoes.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(randomBytes(i, 256 << 10));
            }
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void theEndOfOneDirectionLeavesTheOtherOpen() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.answeringAtEnd())));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("all of it".getBytes(US_ASCII));
            client.shutdownOutput();

            assertThat(FaultyBackend.readAll(client.getInputStream())).isEqualTo("all of it");
        }
    }

    @Test
    void theNodesEndReachesTheClientWhileItMayStillSend() throws IOException {
        StringBuilder heard = new StringBuilder();
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.serving((_, client) -> {
            client.getOutputStream().write("first".getBytes(US_ASCII));
            client.shutdownOutput();
            heard.append(FaultyBackend.readAll(client.getInputStream()));
        }))));

        try (Socket client = balancer.connect()) {
            assertThat(FaultyBackend.readAll(client.getInputStream())).isEqualTo("first");
            client.getOutputStream().write("last".getBytes(US_ASCII));
        }

        await().untilAsserted(() -> assertThat(heard).hasToString("last"));
    }

    @Test
    void withHalfClosedOneSideMayBeSilentBeyondTheTimeoutWhenTheOtherHasFinished() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(slowAtEnd()))
                .withIdleTimeout(Duration.ofSeconds(1))
                .withPolicy(policy -> policy.withHalfClosed(true)));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("all of it".getBytes(US_ASCII));
            client.shutdownOutput();

            assertThat(FaultyBackend.readAll(client.getInputStream())).isEqualTo("so far, and the rest");
        }
    }

    @Test
    void withoutItTheTimeoutEndsTheSilence() throws IOException {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, use(slowAtEnd())).withIdleTimeout(Duration.ofSeconds(1)));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("all of it".getBytes(US_ASCII));
            client.shutdownOutput();
            InputStream in = client.getInputStream();
            assertThat(new String(in.readNBytes(6), US_ASCII)).isEqualTo("so far");

            assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    /** Answers when the client has finished, and pauses for longer than a time-out of a second takes. */
    private static FaultyBackend slowAtEnd() throws IOException {
        return FaultyBackend.serving((_, client) -> {
            FaultyBackend.readAll(client.getInputStream());
            client.getOutputStream().write("so far".getBytes(US_ASCII));
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            client.getOutputStream().write(", and the rest".getBytes(US_ASCII));
        });
    }

    @Test
    void aClientThatSendsAndEndsAtOnceIsServedWhole() throws IOException {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, use(FaultyBackend.refusing()), use(FaultyBackend.answeringAtEnd())));

        for (int i = 0; i < 20; i++) {
            byte[] sent = randomBytes(i, 100_000);
            assertThat(echo(balancer, sent)).isEqualTo(sent);
        }
    }

    @Test
    void aRefusingNodeIsPassedOver() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.refusing()), named("b")));

        for (int i = 0; i < 6; i++) {
            assertThat(nameOfNode(balancer)).isEqualTo("b");
        }
    }

    @Test
    void aHangingNodeIsPassedOverAfterFourSeconds() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.hanging()), named("b")));

        assertThat(nameOfNode(balancer)).isEqualTo("b");
    }

    @Test
    void withEveryNodeDownTheClientIsClosedWithoutAByte() throws IOException {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, use(FaultyBackend.refusing()), use(FaultyBackend.refusing())));

        assertClosedWithoutAByte(balancer);
    }

    @Test
    void withoutNodesTheClientIsClosedWithoutAByte() throws IOException {
        assertClosedWithoutAByte(host.serve(TestBalancer.tcp(1)));
    }

    @Test
    void aResetOfTheNodeIsAResetForTheClient() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.resettingAfter("some"))));

        try (Socket client = balancer.connect()) {
            InputStream in = client.getInputStream();
            client.getOutputStream().write(1);
            assertThat(new String(in.readNBytes(4), US_ASCII)).isEqualTo("some");
            client.getOutputStream().write(1);

            assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aResetOfTheClientClosesTheNodesConnection() throws IOException {
        FaultyBackend node = use(FaultyBackend.echoing());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(node.open()).isEqualTo(1);
            client.setSoLinger(true, 0);
        }

        await().untilAsserted(() -> assertThat(node.open()).isZero());
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void aClientThatDoesNotReadStopsTheNodeInsteadOfFillingMemory() throws IOException {
        FaultyBackend node = use(FaultyBackend.producing(1L << 30));
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
        long before = directMemory();

        try (Socket client = balancer.connect()) {
            AtomicLong last = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> node.sent() > 0 && last.getAndSet(node.sent()) == node.sent());

            // The kernel holds up to some 20 MiB in the four socket buffers.
            assertThat(node.sent()).isLessThan(64 << 20);
            assertThat(directMemory() - before).isLessThanOrEqualTo(16 << 20);

            // Reading on sets all of it in motion again.
            client.getInputStream().skipNBytes(100 << 20);
            assertThat(node.sent()).isGreaterThanOrEqualTo(100 << 20);
        }
    }

    @Test
    void aConnectionThatCarriesNothingIsClosedAfterTheIdleTimeout() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a")).withIdleTimeout(Duration.ofSeconds(1)));

        try (Socket client = balancer.connect()) {
            assertThat(client.getInputStream().readNBytes(2)).isEqualTo("a\n".getBytes(US_ASCII));

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    /** The reset may overtake the client's own connect. */
    private void assertClosedWithoutAByte(TestBalancer balancer) {
        assertThatThrownBy(() -> readOneByte(balancer))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    private static int readOneByte(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            return client.getInputStream().read();
        }
    }

    private static String nameOfNode(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            return new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine();
        }
    }

    private static byte[] echo(TestBalancer balancer, byte[] sent) throws IOException {
        try (Socket client = balancer.connect()) {
            Thread.ofVirtual().start(() -> sendAll(client, sent));
            return client.getInputStream().readNBytes(sent.length);
        }
    }

    private static void sendAll(Socket client, byte[] bytes) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(bytes);
            client.shutdownOutput();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] randomBytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static long directMemory() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private FaultyBackend named(String name) throws IOException {
        return use(FaultyBackend.named(name));
    }

    private FaultyBackend use(FaultyBackend backend) {
        backends.add(backend);
        return backend;
    }
}
