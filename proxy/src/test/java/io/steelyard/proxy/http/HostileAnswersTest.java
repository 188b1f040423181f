package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What a node may not answer reaches nobody, and nothing of one answer reaches the client of another. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class HostileAnswersTest {
    /** For each transport. */
    private static final int MUTATIONS = 1_500;

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final List<String> BASES = List.of(
            OK + "Content-Length: 5\r\n\r\nhello",
            OK + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nok",
            "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 38\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: /b\r\nKeep-Alive: timeout=5\r\nContent-Length: 0\r\n\r\n");
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
            "-",
            "\u00ff",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Connection: content-length\r\n",
            "0\r\n\r\n",
            "\r\n ",
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
            OK + "Content-Length: 6\r\n\r\npoison");

    private final HttpRig rig;
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    HostileAnswersTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    /** RFC 9112 sections 2.2, 4, 5 and 6.3. */
    @Test
    void whatIsNoAnswerGoesToTheNextNode() throws IOException {
        for (String answer : List.of(
                OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
                OK + "Content-Length: 2, 2\r\n\r\nab",
                OK + "Content-Length: +2\r\n\r\nab",
                OK + "Content-Length: 99999999999999999999\r\n\r\nab",
                OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: identity\r\n\r\nab",
                OK + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                OK + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                OK + "X: a\r\n b\r\nContent-Length: 2\r\n\r\nab",
                OK + "X: a\rb\r\nContent-Length: 2\r\n\r\nab",
                OK + "X: a\0b\r\nContent-Length: 2\r\n\r\nab",
                OK + "X a\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nab",
                "HTTP/1.1 200 O\rK\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 1000 OK\r\nContent-Length: 2\r\n\r\nab",
                "\r\n" + OK + "Content-Length: 2\r\n\r\nab",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                HttpNode.okay("one") + HttpNode.okay("poison"))) {
            HttpNode bad = HttpNode.always(answer);
            HttpNode good = HttpNode.ok("good");
            rig.serve(bad.backend(), good.backend());

            assertThat(rig.client().get("/").receive().content()).as(answer).isEqualTo("good");

            assertThat(bad.requests()).as(answer).hasSize(1);
            rig.remove();
        }
    }

    /** RFC 9112 section 7.1; the head may have gone to the client before. */
    @Test
    void contentThatIsFramedWronglyIsCut() throws IOException {
        for (String answer : List.of(
                CHUNKED + "x\r\nab\r\n0\r\n\r\n",
                CHUNKED + "-2\r\nab\r\n0\r\n\r\n",
                CHUNKED + "0x2\r\nab\r\n0\r\n\r\n",
                CHUNKED + " 2\r\nab\r\n0\r\n\r\n",
                CHUNKED + "2\nab\r\n0\r\n\r\n",
                CHUNKED + "2\r\nabc\r\n0\r\n\r\n",
                CHUNKED + "2\r\nab0\r\n\r\n",
                CHUNKED + "2;a\rb\r\nab\r\n0\r\n\r\n",
                CHUNKED + "\r\nab\r\n0\r\n\r\n",
                CHUNKED + "fffffffffffffffff\r\nab\r\n0\r\n\r\n",
                CHUNKED + "2\r\nab\r\n0\r\nX : y\r\n\r\n",
                CHUNKED + "2\r\nab\r\n0\r\nX: a\rb\r\n\r\n",
                CHUNKED + "2\r\nab\r\n0\r\n x\r\n\r\n")) {
            rig.serve(HttpNode.always(answer));

            assertThat(isCutOrRefused(rig.client().get("/"))).as(answer).isTrue();

            rig.remove();
        }
    }

    private static boolean isCutOrRefused(HttpTestClient client) throws SocketTimeoutException {
        try {
            return client.receive().status() == 503;
        } catch (SocketTimeoutException waiting) {
            throw waiting;
        } catch (IOException cut) {
            return true;
        }
    }

    /** RFC 9112 section 6.3: these have none, whatever they say. */
    @Test
    void contentWhereNoneBelongsReachesNobody() throws IOException {
        for (String head : List.of(
                "HTTP/1.1 204 No Content\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\n")) {
            rig.serve(HttpNode.answering(request ->
                    HttpNode.keep(request.firstLine().contains("/none") ? head + "poison" : HttpNode.okay("right"))));

            HttpTestClient client = rig.client();
            int status = client.get("/none").receive().status();

            assertThat(status).as(head).isIn(204, 304, 503);
            assertThat(rig.client().get("/").receive().content()).as(head).isEqualTo("right");
            rig.remove();
        }
    }

    @Test
    void anAnswerThatComesBeforeTheRequestIsWholeEndsBoth() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("right"));
        rig.remove();
        rig.serveRaw((backend, socket) -> {
            String head = Received.head(socket.getInputStream());
            backend.send(
                    socket,
                    HttpNode.okay(head.startsWith("POST") ? "early" : "right").getBytes());
        });

        HttpTestClient client = rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        Received early = client.receive();

        assertThat(early.content()).isEqualTo("early");
        assertThat(early.fields("connection")).containsExactly("close");
        assertThat(rig.client().get("/").receive().content()).isEqualTo("right");
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void mutatedAnswersDisturbNobody() throws IOException {
        logged.start();
        root().addAppender(logged);
        try {
            AtomicReference<HttpNode.Reply> mutated = new AtomicReference<>(HttpNode.close(""));
            rig.serve(HttpNode.answering(request -> request.firstLine().contains("/honest")
                    ? HttpNode.keep(HttpNode.okay(request.firstLine().split(" ")[1]))
                    : mutated.get()));
            HttpTestClient honest = rig.client();
            for (int seed = 0; seed < MUTATIONS; seed++) {
                String octets = mutated(seed);
                mutated.set(HttpNode.close(octets));
                assertAnswerOrNone(octets);
                String path = "/honest-" + seed;
                assertThat(honest.get(path).receive().content())
                        .as("another client's answer after seed %d, %s", seed, octets)
                        .isEqualTo(path);
            }
            assertThat(logged.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                    .isEmpty();
        } finally {
            root().detachAppender(logged);
        }
    }

    /** The last request of its connection, so that its end tells that nothing follows. */
    private void assertAnswerOrNone(String octets) throws IOException {
        try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
            String answers = client.send(
                            "POST /fuzz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "Content-Length: 0\r\n\r\n")
                    .receiveAll();
            assertThat(answers).as(octets).matches(heard -> heard.isEmpty() || heard.startsWith("HTTP/1.1 "));
            assertThat(Anomalies.ofAnswer(answers))
                    .as("%s became %s", octets, answers)
                    .isEmpty();
        } catch (SocketTimeoutException waiting) {
            throw new AssertionError("no end after " + octets, waiting);
        } catch (IOException cut) {
            assertThat(cut).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static String mutated(int seed) {
        Random random = new Random(seed);
        StringBuilder octets = new StringBuilder(BASES.get(random.nextInt(BASES.size())));
        for (int changes = 1 + random.nextInt(3); changes > 0 && !octets.isEmpty(); changes--) {
            mutate(octets, random);
        }
        return octets.toString();
    }

    private static void mutate(StringBuilder octets, Random random) {
        int at = random.nextInt(octets.length());
        int lineStart = octets.lastIndexOf("\n", at) + 1;
        switch (random.nextInt(6)) {
            case 0 -> octets.setCharAt(at, (char) random.nextInt(256));
            case 1 -> octets.deleteCharAt(at);
            case 2 -> octets.insert(at, INSERTED.get(random.nextInt(INSERTED.size())));
            case 3 -> octets.insert(lineStart, INSERTED.get(random.nextInt(INSERTED.size())));
            case 4 -> octets.setLength(at);
            default -> octets.insert(at, octets.substring(at, Math.min(octets.length(), at + 1 + random.nextInt(30))));
        }
    }
}
