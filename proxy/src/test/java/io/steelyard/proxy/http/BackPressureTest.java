package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Content that one side cannot take is not taken from the other. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class BackPressureTest {
    private static final long CONTENT = 1L << 30;
    /** Socket buffers of two connections, far above what the kernel gives by default, far below the content. */
    private static final long KERNEL = 64L << 20;

    private static final long OURS = 24L << 20;
    private static final byte[] ASKED =
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000).getBytes(US_ASCII);
    private static final int ROW = 1_000;
    private static final int PAGE = 60_000;

    private final HttpRig rig;

    BackPressureTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void slowClientSlowsTheNode() throws IOException {
        FaultyBackend node = rig.serveRaw(BackPressureTest::produce);
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

        HttpTestClient client = rig.client().get("/");
        awaitStill(node::sent);

        assertThat(node.sent()).isBetween(1L, KERNEL);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                .isLessThan(OURS);
        assertThat(client.receiveAllOctets()).isEqualTo(CONTENT);
    }

    private static void produce(FaultyBackend backend, Socket socket) throws IOException {
        Received.head(socket.getInputStream());
        backend.send(socket, ("HTTP/1.1 200 OK\r\nContent-Length: " + CONTENT + "\r\n\r\n").getBytes(US_ASCII));
        byte[] block = new byte[64 << 10];
        for (long left = CONTENT; left > 0; left -= block.length) {
            backend.send(socket, block);
        }
    }

    @Test
    void slowNodeSlowsTheClient() throws IOException {
        AtomicLong sent = new AtomicLong();
        rig.serveRaw((_, socket) -> {
            Received.head(socket.getInputStream());
            await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() < 0);
        });
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        HttpTestClient client =
                rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + CONTENT + "\r\n\r\n");

        Thread upload = Thread.ofVirtual().start(() -> upload(client.socket(), sent));
        awaitStill(sent::get);

        assertThat(sent.get()).isBetween(1L, KERNEL);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                .isLessThan(OURS);
        client.close();
        sent.set(Long.MIN_VALUE);
        await().atMost(Duration.ofSeconds(10)).until(() -> !upload.isAlive());
    }

    @Test
    void aClientThatAsksAndDoesNotReadIsHeardNoFurther() throws IOException {
        AtomicLong sent = new AtomicLong();
        rig.serve(FaultyBackend.refusing());
        rig.change(rig.balancer()
                .withoutNode(0)
                .withPolicy(policy -> policy.withErrorPage(Optional.of(new ErrorPage("x".repeat(PAGE))))));
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        HttpTestClient client = rig.client();

        Thread asking = Thread.ofVirtual().start(() -> send(client.socket(), ASKED, sent));
        awaitStill(sent::get);

        assertThat(sent.get()).isBetween(1L, KERNEL);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                .isLessThan(OURS);
        for (int i = 0; i < ROW; i++) {
            assertThat(client.receive().content()).hasSize(PAGE);
        }
        client.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> !asking.isAlive());
    }

    @Test
    void noAnswerIsLostOfAClientThatAsksMuchAndSaysThatItSaysNoMore() throws IOException {
        rig.serve(HttpNode.ok("x".repeat(20_000)));
        HttpTestClient client = rig.client().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(ROW));
        client.socket().shutdownOutput();

        for (int i = 0; i < ROW; i++) {
            assertThat(client.receive().content()).hasSize(20_000);
        }
        assertThat(client.isEnded()).isTrue();
    }

    private static void upload(Socket socket, AtomicLong sent) {
        send(socket, new byte[64 << 10], sent);
    }

    private static void send(Socket socket, byte[] block, AtomicLong sent) {
        try {
            OutputStream out = socket.getOutputStream();
            while (true) {
                out.write(block);
                sent.addAndGet(block.length);
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    /** Until a number has not changed for a while. */
    private static void awaitStill(LongSupplier number) {
        long[] last = {-1};
        await().pollInterval(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long before = last[0];
                    last[0] = number.getAsLong();
                    return before > 0 && before == last[0];
                });
    }
}
