package io.steelyard.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.UsableTransports;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that are long enough to pass within the kernel: where there are pipes for that, too few or none. */
@ParameterizedClass(name = "{0}, {1} pipes")
@MethodSource("transports")
class LongStreamTest {
    private static final int BLOCK = 1 << 16;
    private static final long LENGTH = 100 << 20;
    /** More than sockets and pipes hold. */
    private static final long ENDLESS = 1L << 40;

    private final long pipesBefore = pipes();
    private final int pipes;
    private final TestHost host;
    private final List<FaultyBackend> backends = new ArrayList<>();

    LongStreamTest(Transport transport, int pipes) {
        this.pipes = pipes;
        host = TestHost.start(transport, pipes);
    }

    /** Pipes are for our own rings alone. */
    static Stream<Arguments> transports() {
        return UsableTransports.all().stream()
                .flatMap(transport -> (transport == Transport.IO_URING
                                ? IntStream.of(Sockets.MOST_PIPES, 1, 0)
                                : IntStream.of(0))
                        .mapToObj(pipes -> Arguments.of(transport, pipes)));
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend backend : backends) {
            backend.close();
        }
        host.close();
        await().untilAsserted(() -> assertThat(pipes()).isEqualTo(pipesBefore));
    }

    @Test
    void everyOctetArrivesBothWaysAndIsCounted() throws Exception {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));

        try (Socket client = balancer.connect()) {
            CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> sendAll(client, LENGTH));
            byte[] received = digestOfRest(client);

            assertThat(received).isEqualTo(sent.get(60, TimeUnit.SECONDS));
            assertThat(pipes() > pipesBefore).isEqualTo(pipes > 0);
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
        assertThat(host.traffic(balancer).bytesIn()).isEqualTo(LENGTH);
        assertThat(host.traffic(balancer).bytesOut()).isEqualTo(LENGTH);
    }

    @Test
    void theEndOfALongStreamLeavesTheOtherDirectionOpen() throws Exception {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.answeringAtEnd())));

        try (Socket client = balancer.connect()) {
            byte[] sent = sendAll(client, 16 << 20);

            assertThat(digestOfRest(client)).isEqualTo(sent);
        }
    }

    @Test
    void messagesFollowALongStream() throws Exception {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));

        try (Socket client = balancer.connect()) {
            for (int round = 0; round < 3; round++) {
                byte[] block = new byte[4 << 20];
                new Random(round).nextBytes(block);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, block));
                assertThat(client.getInputStream().readNBytes(block.length)).isEqualTo(block);
                sending.get(60, TimeUnit.SECONDS);
                for (int message = 0; message < 20; message++) {
                    client.getOutputStream().write(message);
                    assertThat(client.getInputStream().read()).isEqualTo(message);
                }
            }
        }
    }

    @Test
    void aResetOfTheNodeInMidStreamIsAResetForTheClient() throws Exception {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.serving((backend, node) -> {
            node.getInputStream().read();
            while (backend.sent() < 16 << 20) {
                backend.send(node, new byte[BLOCK]);
            }
            node.getInputStream().read();
            node.setSoLinger(true, 0);
        }))));

        try (Socket client = balancer.connect()) {
            InputStream in = client.getInputStream();
            client.getOutputStream().write(1);
            in.skipNBytes(16 << 20);
            client.getOutputStream().write(1);

            assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aClientThatGoesInMidStreamTakesTheNodesConnectionWithIt() throws Exception {
        FaultyBackend node = use(FaultyBackend.producing(ENDLESS));
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));

        try (Socket client = balancer.connect()) {
            client.getInputStream().skipNBytes(8 << 20);
            client.setSoLinger(true, 0);
        }

        await().untilAsserted(() -> assertThat(node.open()).isZero());
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void readersThatStopHoldWhatSocketsAndPipesHold() throws Exception {
        FaultyBackend node = use(FaultyBackend.producing(ENDLESS));
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                clients.add(balancer.connect());
            }
            AtomicLong last = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> node.sent() > 0 && last.getAndSet(node.sent()) == node.sent());

            assertThat(node.sent()).isLessThan(clients.size() * (64L << 20));
            for (Socket client : clients) {
                client.getInputStream().skipNBytes(100 << 20);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void whatIsUnderWayWhenTheProxyEndsIsClosed() throws Exception {
        FaultyBackend node = use(FaultyBackend.producing(ENDLESS));
        TestHost ending = TestHost.start(Transport.IO_URING, pipes);
        TestBalancer balancer = ending.serve(TestBalancer.tcp(1, node));

        try (Socket client = balancer.connect()) {
            client.getInputStream().skipNBytes(8 << 20);
            ending.close();

            assertThatThrownBy(() -> client.getInputStream().skipNBytes(ENDLESS))
                    .isInstanceOf(IOException.class);
        }
    }

    /** @return the digest of what was sent, in blocks that are all different */
    private static byte[] sendAll(Socket client, long length) {
        byte[] block = new byte[BLOCK];
        Random random = new Random(20101130);
        MessageDigest digest = digest();
        for (long left = length; left > 0; left -= BLOCK) {
            random.nextBytes(block);
            digest.update(block);
            send(client, block);
        }
        try {
            client.shutdownOutput();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return digest.digest();
    }

    private static void send(Socket client, byte[] block) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(block);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] digestOfRest(Socket client) throws IOException {
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK];
        for (int count = 0; count >= 0; count = client.getInputStream().read(block)) {
            digest.update(block, 0, count);
        }
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Pipes that this process has open, by either end. */
    private static long pipes() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(LongStreamTest::isPipe).count();
        } catch (IOException noSuchSystem) {
            throw new UncheckedIOException(noSuchSystem);
        }
    }

    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private FaultyBackend use(FaultyBackend backend) {
        backends.add(backend);
        return backend;
    }
}
