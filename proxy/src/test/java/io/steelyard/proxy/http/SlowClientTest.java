package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** No client holds a connection by saying nothing, or next to nothing. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class SlowClientTest {
    /** Ten times the time between two octets of a client that is slow: a machine that is busy may hold each of them up. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final HttpRig rig;

    SlowClientTest(Transport transport) {
        rig = HttpRig.start(transport, HttpLimits.DEFAULT.withClientIdle(IDLE));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void silentConnectionIsClosedWithoutAWord() throws IOException {
        rig.serve(HttpNode.ok("hello"));

        HttpTestClient fresh = rig.client();
        HttpTestClient used = rig.client().get("/");
        used.receive();

        assertThat(fresh.receiveAll()).isEmpty();
        assertThat(used.receiveAll()).isEmpty();
    }

    @Test
    void headMustEndInTimeThoughOctetsKeepComing() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        HttpTestClient client = rig.client().send("GET / HTTP/1.1\r\nHost: a\r\nX: ");

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    client.send("x");
                    return client.hasAnswer();
                });

        assertThat(client.receive().status()).isEqualTo(408);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void contentMustKeepComing() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");

        assertThat(client.receive().status()).isEqualTo(408);
        assertThat(client.isEnded()).isTrue();
        assertThat(node.requests()).isEmpty();
        HttpRig.awaitClosed(node);
    }

    @Test
    void contentMayComeSlowly() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        HttpTestClient client = rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n");

        int[] sent = {0};
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    client.send("x");
                    sent[0]++;
                    return sent[0] == 12;
                });

        assertThat(client.receive().content()).isEqualTo("hello");
        assertThat(node.requests().getFirst().content()).isEqualTo("x".repeat(12));
    }
}
