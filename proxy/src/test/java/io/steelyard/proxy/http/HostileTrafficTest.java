package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class HostileTrafficTest {
    /** For each transport; with three of them more than 20,000 in all. */
    private static final int MUTATIONS = 7_000;

    private static final List<String> BASES = List.of(
            "GET /a?b=c HTTP/1.1\r\nHost: lb.test\r\nAccept: */*\r\n\r\n",
            "GET http://lb.test/x HTTP/1.1\r\nHost: lb.test\r\nConnection: close, X-A\r\nX-A: b\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: lb.test:80\r\nContent-Length: 45\r\n\r\n"
                    + "GET /smuggled HTTP/1.1\r\nHost: lb.test\r\n\r\n1234",
            "POST / HTTP/1.1\r\nHost: lb.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5;a=\"b\"\r\nhello\r\n0\r\nX-T: 1\r\n\r\nGET /next HTTP/1.1\r\nHost: lb.test\r\n\r\n",
            "PUT / HTTP/1.0\r\nHost: lb.test\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc"
                    + "OPTIONS * HTTP/1.1\r\nHost: lb.test\r\nTE: x\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n");
    private static final List<String> INSERTED = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "\u000b",
            " ",
            "\t",
            ":",
            ";",
            ",",
            "0",
            "5",
            "\u0080",
            "\u00ff",
            "_",
            "#",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Host: evil.test\r\n",
            "Connection: content-length\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: h2c\r\n",
            "0\r\n\r\n",
            "\r\n ",
            "HTTP/1.1",
            "chunked",
            "x");

    private final HttpRig rig;
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    HostileTrafficTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @BeforeEach
    void listenToTheLog() {
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void stop() throws IOException {
        root().detachAppender(logged);
        rig.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void refusedHeadsReachNobodyAndEndTheConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        for (String head : HostileRequests.HEADS) {
            try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
                Received answer = client.send(head).receive();
                assertThat(answer.status()).as(head).isBetween(400, 505);
                assertThat(answer.fields("connection")).as(head).containsExactly("close");
                assertThat(client.isEnded()).as(head).isTrue();
            }
        }

        assertThat(node.requests()).isEmpty();
    }

    @Test
    void nothingAmbiguousComesOfMutations() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(
                request -> HttpNode.keep(HttpNode.okay(request.firstLine().split(" ")[1]))));
        HttpTestClient other = rig.client();

        for (int seed = 0; seed < MUTATIONS; seed++) {
            String mutated = mutated(seed);
            exchange(mutated);
            if (seed % 10 == 0) {
                assertThat(other.get("/other" + seed).receive().content())
                        .as("another client's answer after %s", mutated)
                        .isEqualTo("/other" + seed);
            }
        }

        assertThat(node.garbled()).isZero();
        assertThat(node.requests())
                .hasSizeGreaterThan(MUTATIONS / 10)
                .allSatisfy(request ->
                        assertThat(Anomalies.of(request)).as(request.head()).isEmpty());
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
    }

    /** Sends, ends its side, and waits until the other side ends too. */
    private void exchange(String octets) throws IOException {
        try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
            client.send(octets);
            client.socket().shutdownOutput();
            assertThat(client.receiveAll()).as(octets).matches(HostileTrafficTest::isEmptyOrAnswer);
        } catch (SocketException reset) {
            // Half a request got half a connection.
            assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static boolean isEmptyOrAnswer(String received) {
        return received.isEmpty() || received.startsWith("HTTP/1.1 ");
    }

    private static String mutated(int seed) {
        Random random = new Random(seed);
        StringBuilder octets = new StringBuilder(BASES.get(random.nextInt(BASES.size())));
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutate(octets, random);
        }
        return octets.toString();
    }

    private static void mutate(StringBuilder octets, Random random) {
        int at = random.nextInt(octets.length());
        switch (random.nextInt(5)) {
            case 0 -> octets.setCharAt(at, (char) random.nextInt(256));
            case 1 -> octets.deleteCharAt(at);
            case 2 -> octets.insert(at, INSERTED.get(random.nextInt(INSERTED.size())));
            case 3 -> octets.insert(lineStart(octets, at), INSERTED.get(random.nextInt(INSERTED.size())));
            default -> octets.insert(at, octets.substring(at, Math.min(octets.length(), at + 1 + random.nextInt(30))));
        }
    }

    private static int lineStart(StringBuilder octets, int at) {
        return octets.lastIndexOf("\n", at) + 1;
    }
}
