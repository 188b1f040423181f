package io.steelyard.proxy.http;

import static io.steelyard.proxy.http.Http2TestClient.ACK;
import static io.steelyard.proxy.http.Http2TestClient.CANCEL;
import static io.steelyard.proxy.http.Http2TestClient.CONTINUATION;
import static io.steelyard.proxy.http.Http2TestClient.DATA;
import static io.steelyard.proxy.http.Http2TestClient.ENHANCE_YOUR_CALM;
import static io.steelyard.proxy.http.Http2TestClient.FLOW_CONTROL_ERROR;
import static io.steelyard.proxy.http.Http2TestClient.HEADERS;
import static io.steelyard.proxy.http.Http2TestClient.PING;
import static io.steelyard.proxy.http.Http2TestClient.PRIORITY;
import static io.steelyard.proxy.http.Http2TestClient.REFUSED_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.RST_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.SETTINGS;
import static io.steelyard.proxy.http.Http2TestClient.WINDOW_UPDATE;
import static io.steelyard.proxy.http.Http2TestClient.block;
import static io.steelyard.proxy.http.Http2TestClient.number;
import static io.steelyard.proxy.http.Http2TestClient.setting;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What one client of HTTP/2 may not do to us, to nodes and to others. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2BoundsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int STREAMS = Http2Limits.DEFAULT.streams();
    private static final long OURS = 24L << 20;

    private final HttpRig rig;

    Http2BoundsTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Http2TestClient client() throws IOException {
        return rig.own(Http2TestClient.open(rig.balancer().connect()));
    }

    /** It may have been cut off while it still wrote; the kernel may have told the writer of it, and then not the reader. */
    private static void assertCalmed(Http2TestClient client) {
        try {
            assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
        } catch (IOException reset) {
            assertThat(reset).isInstanceOfAny(SocketException.class, EOFException.class);
        }
    }

    @Test
    void oneRequestTooManyIsRefusedAndMayBeAskedAgain() throws IOException {
        CountDownLatch open = new CountDownLatch(1);
        rig.serve(HttpNode.answering(_ -> {
            awaitOpen(open);
            return HttpNode.keep(HttpNode.okay("x"));
        }));
        Http2TestClient client = client();
        for (int i = 0; i < STREAMS; i++) {
            client.get(1 + 2 * i, "/");
        }

        Answer tooMany = client.get(1 + 2 * STREAMS, "/").answer(1 + 2 * STREAMS);
        open.countDown();

        assertThat(tooMany.reset()).isEqualTo(REFUSED_STREAM);
        for (int i = 0; i < STREAMS; i++) {
            assertThat(client.answer(1 + 2 * i).status()).isEqualTo(200);
        }
        assertThat(client.get(3 + 2 * STREAMS, "/").answer(3 + 2 * STREAMS).status())
                .isEqualTo(200);
    }

    private static void awaitOpen(CountDownLatch gate) {
        await().atMost(LIMIT).until(() -> gate.getCount() == 0);
    }

    /** CVE-2023-44487. */
    @Test
    void rapidResetEndsTheConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.silent());
        Http2TestClient client = client();

        send(() -> {
            for (int i = 0; i < 2_000; i++) {
                client.get(1 + 2 * i, "/").frame(RST_STREAM, 0, 1 + 2 * i, number(CANCEL));
            }
        });

        assertCalmed(client);
        HttpRig.awaitClosed(node);
        assertThat(node.backend().accepted()).isLessThanOrEqualTo(Http2Limits.DEFAULT.resets() + 1);
    }

    /** CVE-2025-8671: the client makes us reset what it asked for. */
    @Test
    void madeYouResetEndsTheConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.silent());
        Http2TestClient client = client();

        send(() -> {
            for (int i = 0; i < 2_000; i++) {
                client.get(1 + 2 * i, "/").frame(WINDOW_UPDATE, 0, 1 + 2 * i, number(0));
            }
        });

        assertCalmed(client);
        HttpRig.awaitClosed(node);
        assertThat(node.backend().accepted()).isLessThanOrEqualTo(Http2Limits.DEFAULT.resets() + 1);
    }

    /** A proxy in front of us resets what its own clients give up. */
    @Test
    void whoAlsoReadsAnswersMayResetMore() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        int stream = 1;
        for (int i = 0; i < 2 * Http2Limits.DEFAULT.resets(); i++) {
            assertThat(client.get(stream, "/").answer(stream).status()).isEqualTo(200);
            client.get(stream + 2, "/").frame(RST_STREAM, 0, stream + 2, number(CANCEL));
            stream += 4;
        }

        assertThat(client.get(stream, "/").answer(stream).status()).isEqualTo(200);
    }

    /** CVE-2024-27316 and its kin. */
    @Test
    void aHeadWithoutEndEndsTheConnection() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();
        byte[] more = block("x-a", "y".repeat(1_000));

        send(() -> client.frame(HEADERS, 0, 1, block(":method", "GET")).frames(5_000, CONTINUATION, 0, 1, more));

        assertEnded(client);
    }

    @Test
    void emptyPartsOfAHeadEndTheConnection() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        send(() ->
                client.frame(HEADERS, 0, 1, block(":method", "GET")).frames(50_000, CONTINUATION, 0, 1, new byte[0]));

        assertCalmed(client);
    }

    /** Ten thousand fields of a few octets on the wire each: the table makes them long. */
    @Test
    void aHeadThatUnfoldsToMuchIsRefused() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();
        byte[] indexed = concat(new byte[] {0x40}, text("x-long"), text("y".repeat(3_000)));
        byte[] again = new byte[12_000];
        Arrays.fill(again, (byte) (0x80 | 62));
        byte[] usual = block(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/");

        Answer answer =
                client.frame(HEADERS, 5, 1, concat(usual, indexed, again)).answer(1);

        assertThat(answer.status()).isEqualTo(431);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void aHeadThatIsTooLongIsAnswered() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x"));

        Answer answer = client().get(1, "/", "x-a", "a".repeat(11_000), "x-b", "b".repeat(2_500))
                .answer(1);
        Http2TestClient client = client();
        byte[] head =
                block(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/", "x-a", "a".repeat(33_000));
        Answer tooLong = client.frame(HEADERS, 1, 1, Arrays.copyOf(head, 16_000))
                .frame(CONTINUATION, 0, 1, Arrays.copyOfRange(head, 16_000, 32_000))
                .frame(CONTINUATION, 4, 1, Arrays.copyOfRange(head, 32_000, head.length))
                .answer(1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(tooLong.status()).isEqualTo(431);
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void framesThatAskForNothingEndTheConnection() throws IOException {
        rig.serve(HttpNode.ok("x"));

        flood(PING, 0, 0, new byte[8]);
        flood(SETTINGS, 0, 0, setting(4, 65_535));
        flood(PRIORITY, 0, 1, new byte[] {0, 0, 0, 3, 1});
        flood(WINDOW_UPDATE, 0, 0, number(1));
        flood(99, 0, 0, new byte[0]);
        flood(PING, ACK, 0, new byte[8]);
    }

    private void flood(int type, int flags, int stream, byte[] payload) throws IOException {
        Http2TestClient client = client();
        send(() -> client.frames(20_000, type, flags, stream, payload));
        assertCalmed(client);
    }

    @Test
    void dataWithoutOctetsEndsTheConnection() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        send(() -> client.head(1, false, "POST", "/").frames(20_000, DATA, 0, 1, new byte[0]));

        assertCalmed(client);
    }

    private interface Sending {
        void send() throws IOException;
    }

    /** Up to where the other side has had enough. */
    private static void send(Sending all) throws IOException {
        try {
            all.send();
        } catch (SocketException cut) {
            assertThat(cut).isNotNull();
        }
    }

    private static void assertEnded(Http2TestClient client) {
        try {
            assertThat(client.isEnded()).isTrue();
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(SocketException.class);
        }
    }

    private static byte[] text(String text) {
        byte[] whole = block(text, "");
        return Arrays.copyOfRange(whole, 1, whole.length - 1);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void aClientThatTakesNothingSlowsItsNodes() throws IOException {
        byte[] block = new byte[64 << 10];
        FaultyBackend node = rig.serveRaw((backend, socket) -> {
            Received.head(socket.getInputStream());
            backend.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".getBytes(US_ASCII));
            for (int i = 0; i < 1 << 14; i++) {
                backend.send(socket, block);
            }
        });
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        Http2TestClient client = client();

        for (int i = 0; i < 10; i++) {
            client.get(1 + 2 * i, "/");
        }
        awaitStill(node::sent);

        assertThat(node.sent()).isLessThan(200L << 20);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                .isLessThan(OURS);
        client.close();
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }

    @Test
    void aNodeThatTakesNothingSlowsItsClientAndNoOtherRequest() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        rig.serveRaw((_, socket) -> {
            String head = Received.head(socket.getInputStream());
            if (head.startsWith("GET")) {
                socket.getOutputStream().write(HttpNode.okay("x").getBytes(US_ASCII));
            } else {
                awaitOpen(over);
            }
        });
        Http2TestClient client = client();
        client.head(1, false, "POST", "/");
        int window = Http2Limits.DEFAULT.streamWindow();
        client.frames(window / 16_384 - 1, DATA, 0, 1, new byte[16_384]);

        // The node's socket takes some; whatever is given back is what it took.
        assertThat(client.get(3, "/").answer(3).status()).isEqualTo(200);
        over.countDown();
    }

    @Test
    void moreThanTheWindowEndsTheStream() throws IOException {
        rig.serve(FaultyBackend.hanging());
        Http2TestClient client = client();

        client.head(1, false, "POST", "/", "content-length", "100000000");
        client.frames(20, DATA, 0, 1, new byte[16_384]);

        assertThat(client.answer(1).reset()).isEqualTo(FLOW_CONTROL_ERROR);
    }

    @Test
    void whoIsLetInNoLongerFinishesAndBeginsNothing() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();
        assertThat(client.get(1, "/").answer(1).status()).isEqualTo(200);

        AccessRule nobody = new AccessRule(1, AccessType.DENY, "127.0.0.0/8", Instant.EPOCH);
        rig.change(rig.balancer().withPolicy(policy -> policy.withAccessList(List.of(nobody))));

        assertThat(client.get(3, "/").answer(3).status()).isEqualTo(403);
        assertThat(client.goAway().error()).isEqualTo(Http2TestClient.NO_ERROR);
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void whereNothingIsServedAnyMoreTheClientHearsSoAndWhatItAskedIsAnswered() throws IOException {
        CountDownLatch open = new CountDownLatch(1);
        HttpNode node = rig.serve(HttpNode.answering(_ -> {
            awaitOpen(open);
            return HttpNode.keep(HttpNode.okay("late"));
        }));
        Http2TestClient client = client();
        client.get(1, "/");
        HttpRig.awaitRequests(node, 1);

        rig.change(rig.balancer().withAddress(TestBalancer.freeAddress()));
        Http2TestClient.Frame first = client.goAway();
        open.countDown();

        assertThat(first.number()).isEqualTo(Integer.MAX_VALUE);
        assertThat(client.answer(1).content()).isEqualTo("late");
        assertThat(client.goAway().error()).isEqualTo(Http2TestClient.NO_ERROR);
        assertThat(client.isEnded()).isTrue();
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
