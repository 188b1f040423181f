package io.steelyard.proxy.http;

import static io.steelyard.proxy.http.Http2TestClient.CANCEL;
import static io.steelyard.proxy.http.Http2TestClient.DATA;
import static io.steelyard.proxy.http.Http2TestClient.ENHANCE_YOUR_CALM;
import static io.steelyard.proxy.http.Http2TestClient.HEADERS;
import static io.steelyard.proxy.http.Http2TestClient.PING;
import static io.steelyard.proxy.http.Http2TestClient.REFUSED_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.RST_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.SETTINGS;
import static io.steelyard.proxy.http.Http2TestClient.WINDOW_UPDATE;
import static io.steelyard.proxy.http.Http2TestClient.number;
import static io.steelyard.proxy.http.Http2TestClient.setting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator lets a client of HTTP/2 take, and what it is told when it takes more. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2LimitTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pace PACE = new Pace(1_000, 1_000, Duration.ofSeconds(1));
    private static final int WINDOW = 20_000;
    private static final int CONNECTION_WINDOW = 200_000;

    private final HttpRig rig;

    Http2LimitTest(Transport transport) {
        rig = HttpRig.start(
                transport,
                TestHost.LIMITS.withHttp(HttpLimits.DEFAULT
                        .withPace(PACE)
                        .withHttp2(new Http2Limits(2, 3, 100, WINDOW, CONNECTION_WINDOW))));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Http2TestClient client() throws IOException {
        return rig.own(Http2TestClient.open(rig.balancer().connect()));
    }

    @Test
    void aRequestTooManyAtOnceIsRefused() throws IOException {
        rig.serve(HttpNode.silent());

        Answer third = client().get(1, "/").get(3, "/").get(5, "/").answer(5);

        assertThat(third.reset()).isEqualTo(REFUSED_STREAM);
    }

    @Test
    void aResetTooManyEndsTheConnection() throws IOException {
        rig.serve(HttpNode.silent());
        Http2TestClient client = client();

        for (int i = 0; i < 4; i++) {
            client.get(1 + 2 * i, "/").frame(RST_STREAM, 0, 1 + 2 * i, number(CANCEL));
        }

        assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void framesTooManyThatAskForNothingEndTheConnection() throws IOException {
        rig.serve(HttpNode.silent());
        Http2TestClient client = client();

        client.frames(500, PING, 0, 0, new byte[8]);

        assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void aClientIsToldItsLimits() throws IOException {
        rig.serve(HttpNode.silent());
        Http2TestClient client = client();

        assertThat(settings(client.await(SETTINGS).payload()))
                .containsEntry(3, 2)
                .containsEntry(4, WINDOW)
                .containsEntry(6, 32 * 1024 + 32 * 128);
        assertThat(client.await(WINDOW_UPDATE).number()).isEqualTo(CONNECTION_WINDOW - 65_535);
    }

    private static Map<Integer, Integer> settings(byte[] payload) {
        Map<Integer, Integer> settings = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(payload);
        while (in.hasRemaining()) {
            settings.put((int) in.getShort(), in.getInt());
        }
        return settings;
    }

    @Test
    void contentThatTricklesIsAnswered408AndNoOtherRequestIsHarmed() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("in"));
        Http2TestClient client = client().head(1, false, "POST", "/", "content-length", "100000");
        AtomicBoolean answered = new AtomicBoolean();

        Thread trickle = trickle(client, DATA, new byte[1], answered);
        Answer slow = client.answer(1);
        answered.set(true);
        awaitEnd(trickle);

        assertThat(slow.status()).isEqualTo(408);
        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        assertThat(client.get(3, "/").answer(3).status()).isEqualTo(200);
        assertThat(node.requests()).hasSize(1);
    }

    /** Far below a thousand octets a second, and never silent. */
    private static Thread trickle(Http2TestClient client, int type, byte[] payload, AtomicBoolean until) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (!until.get()) {
                    client.frame(type, 0, 1, payload);
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException over) {
                until.set(true);
            }
        });
    }

    private static void awaitEnd(Thread thread) {
        await().atMost(LIMIT).until(() -> !thread.isAlive());
    }

    @Test
    void anAnswerThatIsTakenInTricklesIsResetAndNoOtherRequestIsHarmed() throws IOException {
        rig.serve(HttpNode.answering(request ->
                HttpNode.keep(HttpNode.okay(request.firstLine().contains("/large") ? "x".repeat(200_000) : "small"))));
        Http2TestClient client = rig.own(new Http2TestClient(rig.balancer().connect()))
                .frame(SETTINGS, 0, 0, setting(4, 10))
                .get(1, "/large");
        assertThat(client.await(HEADERS).fields()).containsEntry(":status", "200");

        AtomicBoolean reset = new AtomicBoolean();
        Thread trickle = trickle(client, WINDOW_UPDATE, number(1), reset);
        Http2TestClient.Frame last = client.await(RST_STREAM);
        reset.set(true);
        awaitEnd(trickle);

        assertThat(last.error()).isEqualTo(CANCEL);
        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        assertThat(client.get(3, "/small").answer(3).content()).isEqualTo("small");
    }

    @Test
    void aConnectionThatTakesNextToNothingIsCut() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n";
        FaultyBackend node = rig.serveRaw((backend, client) -> {
            backend.send(client, head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                backend.send(client, new byte[100_000]);
            }
        });
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(rig.balancer().address());
            Http2TestClient client = new Http2TestClient(slow)
                    .frame(SETTINGS, 0, 0, setting(4, 1 << 30))
                    .frame(WINDOW_UPDATE, 0, 0, number(1 << 30))
                    .get(1, "/");
            assertThat(client.await(HEADERS).fields()).containsEntry(":status", "200");

            await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
        }

        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }

    @Test
    void aClientThatGivesNoRoomForItsAnswersIsCut() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x".repeat(200_000)));
        Http2TestClient client = rig.own(new Http2TestClient(rig.balancer().connect()))
                .frame(SETTINGS, 0, 0, setting(4, 1 << 30))
                .get(1, "/");

        assertThat(client.isEnded()).isTrue();

        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
        HttpRig.awaitClosed(node);
    }
}
