package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.Condition;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class NodeFailureTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    private final Transport transport;
    private HttpRig rig;

    NodeFailureTest(Transport transport) {
        this.transport = transport;
        this.rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void refusedConnectionGoesToTheNextNodeWhateverTheMethod() throws IOException {
        HttpNode good = HttpNode.ok("good");
        rig.serve(FaultyBackend.refusing(), good.backend());

        for (int i = 0; i < 4; i++) {
            assertThat(rig.client().send(POST).receive().content()).isEqualTo("good");
            assertThat(rig.client().get("/").receive().content()).isEqualTo("good");
        }
    }

    @Test
    void everyKindOfFailureMovesAnIdempotentRequestOn() throws IOException {
        List<HttpNode.Reply> failures = List.of(
                HttpNode.close(""),
                HttpNode.reset(""),
                HttpNode.close("HTTP/1.1 200 OK\r\nContent-Le"),
                HttpNode.keep("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"),
                HttpNode.keep("SSH-2.0-OpenSSH_9\r\n\r\n"),
                HttpNode.keep("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                HttpNode.keep("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"));
        for (HttpNode.Reply failure : failures) {
            assertMovesOn(failure);
        }
    }

    @Test
    void silenceMovesAnIdempotentRequestOn() throws IOException {
        rig.close();
        rig = HttpRig.start(transport, HttpLimits.DEFAULT.withFirstByteTime(Duration.ofSeconds(1)));

        assertMovesOn(HttpNode.keep(""));
    }

    private void assertMovesOn(HttpNode.Reply failure) throws IOException {
        HttpNode bad = HttpNode.answering(_ -> failure);
        HttpNode good = HttpNode.ok("good");
        rig.serve(bad.backend(), good.backend());

        String answer = rig.client()
                .send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                .receive()
                .content();

        assertThat(answer).as(failure.octets()).isEqualTo("good");
        assertThat(bad.requests()).as(failure.octets()).hasSize(1);
        assertThat(good.requests().getFirst().content()).isEqualTo("hello");
        rig.remove();
    }

    @Test
    void postIsNeverSentTwice() throws IOException {
        for (HttpNode.Reply failure :
                List.of(HttpNode.close(""), HttpNode.reset(""), HttpNode.keep("HTTP/1.1 503 Busy\r\n\r\n"))) {
            HttpNode first = HttpNode.answering(_ -> failure);
            HttpNode second = HttpNode.answering(_ -> failure);
            rig.serve(first.backend(), second.backend());

            assertThat(rig.client().send(POST).receive().status()).isEqualTo(503);

            assertThat(first.requests().size() + second.requests().size()).isEqualTo(1);
            rig.remove();
        }
    }

    @Test
    void requestTooLargeToBeHeldIsNotSentTwice() throws IOException {
        HttpNode first = HttpNode.answering(_ -> HttpNode.close(""));
        HttpNode second = HttpNode.answering(_ -> HttpNode.close(""));
        rig.serve(first.backend(), second.backend());

        Received answer = rig.client()
                .send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20_000))
                .receive();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(first.requests().size() + second.requests().size()).isEqualTo(1);
    }

    @Test
    void eachNodeIsStruckOnceAtMost() throws IOException {
        List<HttpNode> nodes = List.of(
                HttpNode.answering(_ -> HttpNode.close("")),
                HttpNode.answering(_ -> HttpNode.close("")),
                HttpNode.answering(_ -> HttpNode.close("")));
        rig.serve(nodes.stream().map(HttpNode::backend).toArray(FaultyBackend[]::new));

        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);

        assertThat(nodes).allSatisfy(node -> assertThat(node.requests()).hasSize(1));
    }

    @Test
    void withEveryNodeDownTheErrorPageIsShown() throws IOException {
        rig.serve(FaultyBackend.refusing(), FaultyBackend.refusing());
        String page = Files.readString(Path.of("..", "spec", "errorpage", "default.html"), UTF_8);

        HttpTestClient client = rig.client().get("/");
        Received answer = client.receive();
        Received toHead = client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").receiveToHead();
        Received again = client.get("/").receive();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.fields("content-type")).containsExactly("text/html");
        assertThat(answer.fields("cache-control")).containsExactly("no-cache");
        assertThat(answer.content()).isEqualTo(page);
        assertThat(toHead.fields("content-length")).containsExactly("" + page.length());
        assertThat(again.content()).isEqualTo(page);
    }

    @Test
    void withoutAnyNodeTheErrorPageIsShown() throws IOException {
        rig.serve();

        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
        assertThat(rig.client()
                        .send(POST + POST.replace("POST", "PUT"))
                        .receive()
                        .status())
                .isEqualTo(503);
    }

    @Test
    void manyRequestsInARowThatNobodyServesAreAllAnswered() throws IOException {
        rig.serve();

        HttpTestClient client = rig.client().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000));

        for (int i = 0; i < 2_000; i++) {
            assertThat(client.receive().status()).isEqualTo(503);
        }
    }

    @Test
    void answerThatBreaksOffIsCutForTheClientToo() throws IOException {
        for (HttpNode.Reply failure : List.of(
                HttpNode.close("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
                HttpNode.reset("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
                HttpNode.close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
                HttpNode.keep("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "4\r\nhalf\r\n".repeat(3_000)
                        + "nonsense"))) {
            HttpNode bad = HttpNode.answering(_ -> failure);
            HttpNode good = HttpNode.ok("good");
            rig.serve(bad.backend(), good.backend());

            assertThat(HttpRig.isCut(rig.client().get("/")))
                    .as(failure.octets())
                    .isTrue();

            assertThat(good.requests()).isEmpty();
            rig.remove();
        }
    }

    @Test
    void octetsBehindAnAnswerReachNobody() throws IOException {
        HttpNode node = rig.serve(HttpNode.always(HttpNode.okay("one") + HttpNode.okay("poison")));

        for (int i = 0; i < 3; i++) {
            assertThat(rig.client().get("/" + i).receive().status()).isEqualTo(503);
        }

        assertThat(node.backend().accepted()).isEqualTo(3);
    }

    @Test
    void answerToNoRequestReachesNobody() throws IOException {
        FaultyBackend node = rig.serveRaw((backend, socket) -> {
            backend.send(socket, HttpNode.okay("poison").getBytes(UTF_8));
            Received.head(socket.getInputStream());
            backend.send(socket, HttpNode.okay("real").getBytes(UTF_8));
        });

        HttpTestClient client = rig.client().send(POST);

        assertThat(client.receive().content()).isNotEqualTo("real");
        assertThat(node.accepted()).isPositive();
    }

    @Test
    void disabledNodeIsLeftWithoutLosingWhatItHasNotAnswered() throws IOException {
        HttpNode silent = HttpNode.silent();
        HttpNode good = HttpNode.ok("good");
        rig.serve(silent.backend(), good.backend());
        HttpTestClient client = rig.client().get("/");
        HttpRig.awaitRequests(silent, 1);

        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));

        assertThat(client.receive().content()).isEqualTo("good");
        HttpRig.awaitClosed(silent);
    }
}
