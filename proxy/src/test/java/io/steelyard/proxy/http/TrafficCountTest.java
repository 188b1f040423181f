package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.observed.Traffic;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted is what clients say and hear on their own sockets. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class TrafficCountTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final HttpLimits HASTY =
            HttpLimits.DEFAULT.withFirstByteTime(Duration.ofMillis(300)).withClientIdle(Duration.ofMillis(600));

    private static final String NEXT = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private final Transport transport;
    private HttpRig rig;

    TrafficCountTest(Transport transport) {
        this.transport = transport;
        this.rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void everyOctetOfKeptAliveRequestsIsCounted() throws IOException {
        rig.serve(HttpNode.ok("x".repeat(300_000)));
        long sent = 0;
        long received = 0;

        for (int connection = 0; connection < 3; connection++) {
            try (Socket client = rig.balancer().connect()) {
                for (int request = 0; request < 5; request++) {
                    boolean last = request == 4;
                    sent += send(client, last ? LAST : NEXT);
                    received += last ? drain(client) : readAnswer(client);
                }
            }
        }

        Traffic counted = awaitBytes(sent, received);
        assertThat(counted.requests()).isEqualTo(15);
        assertThat(counted.connections()).isEqualTo(3);
        assertThat(counted.current()).isZero();
        assertThat(counted.peak()).isBetween(1L, 3L);
    }

    @Test
    void relayedOctetsAreCountedBothWays() throws Exception {
        try (FaultyBackend node = FaultyBackend.echoing();
                TestHost host = TestHost.start(transport)) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
            byte[] bytes = new byte[3_000_000];
            try (Socket client = balancer.connect()) {
                Thread sender = Thread.ofVirtual().start(() -> write(client, bytes));
                assertThat(client.getInputStream().readAllBytes()).hasSize(bytes.length);
                sender.join();
            }

            await().atMost(SOON).until(() -> host.traffic(balancer).bytesOut() == bytes.length);
            assertThat(host.traffic(balancer).bytesIn()).isEqualTo(bytes.length);
            await().atMost(SOON).until(() -> host.traffic(balancer).current() == 0);
        }
    }

    @Test
    void anAnswerToAClientThatStaysIsCountedWithoutAnotherWord() throws IOException {
        rig.serve(HttpNode.ok("hello"));
        try (Socket client = rig.balancer().connect()) {
            long sent = send(client, NEXT);
            long received = readAnswer(client);

            assertThat(awaitBytes(sent, received).current()).isOne();
        }
    }

    @Test
    void ourOwnAnswersAreCounted() throws IOException {
        rig.serve(FaultyBackend.refusing());
        try (Socket client = rig.balancer().connect()) {
            long sent = send(client, LAST);
            long received = drain(client);

            Traffic counted = awaitBytes(sent, received);
            assertThat(counted.connectErrors()).isPositive();
            assertThat(counted.connectFailures()).isOne();
        }
    }

    @Test
    void whatIsSaidOfAClientThatBreaksOffIsNeverMoreThanTheSocketTook() throws IOException {
        rig.serveRaw((backend, node) -> {
            node.getInputStream().read();
            backend.send(
                    node, "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] more = new byte[65536];
            while (true) {
                backend.send(node, more);
            }
        });
        try (Socket client = rig.balancer().connect()) {
            send(client, NEXT);
            assertThat(client.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
            client.setSoLinger(true, 0);
        }

        await().atMost(SOON).until(() -> traffic().current() == 0);
        assertThat(traffic().bytesOut()).isBetween(1_000_000L, 30_000_000L);
    }

    @Test
    void silenceIsCountedByWhoWasSilent() throws IOException {
        rig.close();
        rig = HttpRig.start(transport, HASTY);
        rig.serve(HttpNode.silent());
        try (Socket waiting = rig.balancer().connect();
                Socket idle = rig.balancer().connect()) {
            send(waiting, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            drain(waiting);
            drain(idle);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(traffic())
                            .extracting(Traffic::keepAliveTimeOuts, Traffic::dataTimeOuts)
                            .containsExactly(1L, 1L));
        }
    }

    private Traffic awaitBytes(long sent, long received) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(traffic())
                        .extracting(Traffic::bytesIn, Traffic::bytesOut)
                        .containsExactly(sent, received));
        return traffic();
    }

    private Traffic traffic() {
        return rig.host().traffic(rig.balancer());
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static long send(Socket client, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(octets);
        return octets.length;
    }

    private static long drain(Socket client) throws IOException {
        return client.getInputStream().readAllBytes().length;
    }

    /** Of an answer with a Content-Length. */
    private static long readAnswer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: ([0-9]+).*", "$1"));
        return head.length() + in.readNBytes(length).length;
    }
}
