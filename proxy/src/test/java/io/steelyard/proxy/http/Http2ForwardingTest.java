package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request of HTTP/2 is to its node, and its answer to the client: what one of HTTP/1.1 would be. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2ForwardingTest {
    private final HttpRig rig;

    Http2ForwardingTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Http2TestClient client() throws IOException {
        return rig.own(Http2TestClient.open(rig.balancer().connect()));
    }

    @Test
    void theNodeGetsARequestOfHttp11() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        Answer answer = client().get(1, "/a?b=c", "x-own", "1", "te", "trailers", "cookie", "a=1", "cookie", "b=2")
                .answer(1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).isEqualTo("hello");
        assertThat(answer.head()).containsEntry("content-length", "5");
        Received request = node.requests().getFirst();
        assertThat(request.firstLine()).isEqualTo("GET /a?b=c HTTP/1.1");
        assertThat(request.fields("host")).containsExactly("lb.test");
        assertThat(request.fields("cookie")).containsExactly("a=1; b=2");
        assertThat(request.fields("x-own")).containsExactly("1");
        assertThat(request.fields("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(request.fields("x-forwarded-proto")).containsExactly("http");
        assertThat(Anomalies.of(request)).isEmpty();
    }

    @Test
    void contentOfKnownLengthGoesAsItIs() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok(""));

        Answer answer = client().head(1, false, "POST", "/", "content-length", "10")
                .data(1, false, "01234")
                .data(1, true, "56789")
                .answer(1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(node.requests().getFirst().content()).isEqualTo("0123456789");
        assertThat(node.requests().getFirst().fields("content-length")).containsExactly("10");
    }

    @Test
    void contentOfUnknownLengthGoesInChunksWithItsTrailer() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok(""));

        Answer answer = client().head(1, false, "POST", "/")
                .data(1, false, "first")
                .data(1, false, "second")
                .fields(1, true, "x-sum", "7", "authorization", "no")
                .answer(1);

        assertThat(answer.status()).isEqualTo(200);
        Received request = node.requests().getFirst();
        assertThat(request.fields("transfer-encoding")).containsExactly("chunked");
        assertThat(request.content()).isEqualTo("firstsecond");
        assertThat(request.trailer()).contains("x-sum: 7").doesNotContain("authorization");
    }

    @Test
    void aTrailerOfTheNodeReachesTheClient() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: grpc-status\r\n\r\n"
                + "5\r\nhello\r\n0\r\nGrpc-Status: 0\r\nConnection: x\r\n\r\n"));

        Answer answer = client().get(1, "/").answer(1);

        assertThat(answer.content()).isEqualTo("hello");
        assertThat(answer.head()).doesNotContainKeys("transfer-encoding", "connection");
        assertThat(answer.trailer()).containsEntry("grpc-status", "0").doesNotContainKey("connection");
    }

    @Test
    void fieldsOfOneHopEndHere() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nConnection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                + "X-Stays: 1\r\nContent-Length: 0\r\n\r\n"));

        Answer answer = client().get(1, "/").answer(1);

        assertThat(answer.head()).containsOnlyKeys(":status", "x-stays", "content-length");
    }

    @Test
    void whatTheNodeEndsByClosingEndsAsAStream() throws IOException {
        rig.serve(HttpNode.answering(_ -> HttpNode.close("HTTP/1.0 200 OK\r\n\r\nuntil the end")));

        Answer answer = client().get(1, "/").answer(1);

        assertThat(answer.content()).isEqualTo("until the end");
        assertThat(answer.reset()).isEqualTo(-1);
    }

    @Test
    void anAnswerThatIsCutResetsItsStreamAndNoOther() throws IOException {
        rig.serve(HttpNode.answering(request -> request.firstLine().contains("/cut")
                ? HttpNode.close("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
                : HttpNode.keep(HttpNode.okay("whole"))));
        Http2TestClient client = client();

        Answer cut = client.get(1, "/cut").answer(1);
        Answer whole = client.get(3, "/").answer(3);

        assertThat(cut.reset()).isPositive();
        assertThat(whole.content()).isEqualTo("whole");
    }

    @Test
    void aHeadRequestIsAnsweredWithoutContent() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));

        Answer answer = client().head(1, true, "HEAD", "/").answer(1);

        assertThat(answer.head()).containsEntry("content-length", "5");
        assertThat(answer.octets()).isEmpty();
    }

    @Test
    void interimAnswersGoBefore() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + HttpNode.okay("ok")));

        Answer answer = client().get(1, "/").answer(1);

        assertThat(answer.heads()).hasSize(2);
        assertThat(answer.head()).containsEntry(":status", "103").containsEntry("link", "</a.css>");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void requestsOfOneConnectionAreServedAtOnceAndShareNodeConnections() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 10; i++) {
                client.get(1 + 2 * (10 * round + i), "/" + i);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(client.answer(1 + 2 * (10 * round + i)).status()).isEqualTo(200);
            }
        }

        assertThat(node.requests()).hasSize(100);
        assertThat(node.backend().accepted()).isLessThanOrEqualTo(20);
    }

    @Test
    void whatFailedAtOneNodeGoesToTheNext() throws IOException {
        FaultyBackend broken = FaultyBackend.refusing();
        HttpNode sound = HttpNode.ok("fine");
        rig.own(sound);
        rig.serve(broken, sound.backend());
        Http2TestClient client = client();

        for (int stream = 1; stream < 20; stream += 2) {
            assertThat(client.get(stream, "/").answer(stream).content()).isEqualTo("fine");
        }
    }

    @Test
    void aSmallPutIsSentAgainToTheNextNode() throws IOException {
        FaultyBackend closing = FaultyBackend.serving((_, socket) -> Received.request(socket.getInputStream()));
        HttpNode sound = HttpNode.ok("fine");
        rig.own(sound);
        rig.serve(closing, sound.backend());
        Http2TestClient client = client();

        for (int stream = 1; stream < 10; stream += 2) {
            assertThat(client.put(stream, "/", "some").answer(stream).content()).isEqualTo("fine");
        }
        assertThat(sound.requests()).allMatch(request -> request.content().equals("some"));
    }

    @Test
    void whereNoNodeIsThereTheErrorPageIs() throws IOException {
        rig.serve(FaultyBackend.refusing());
        rig.change(rig.balancer().withPolicy(policy -> policy.withErrorPage(Optional.of(new ErrorPage("our page")))));

        Answer answer = client().get(1, "/").answer(1);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.content()).isEqualTo("our page");
    }

    @Test
    void aSessionCookieBringsTheClientBack() throws IOException {
        HttpNode first = rig.own(HttpNode.ok("first"));
        HttpNode second = rig.own(HttpNode.ok("second"));
        rig.serve(first.backend(), second.backend());
        rig.change(rig.balancer().withPersistence(SessionPersistence.HTTP_COOKIE));
        Http2TestClient client = client();

        Answer begun = client.get(1, "/").answer(1);
        String cookie = begun.head().getOrDefault("set-cookie", "").split(";")[0];

        assertThat(cookie).contains("=");
        for (int stream = 3; stream < 20; stream += 2) {
            assertThat(client.get(stream, "/", "cookie", "a=b", "cookie", cookie)
                            .answer(stream)
                            .content())
                    .isEqualTo(begun.content());
        }
    }

    @Test
    void anEarlyAnswerStopsTheUpload() throws IOException {
        rig.serveRaw((_, socket) -> {
            Received.head(socket.getInputStream());
            socket.getOutputStream().write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!".getBytes(US_ASCII));
        });
        Http2TestClient client = client();

        Answer answer =
                client.head(1, false, "POST", "/").data(1, false, "some").answer(1);
        int reset = client.await(Http2TestClient.RST_STREAM).error();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.content()).isEqualTo("no!");
        assertThat(reset).isEqualTo(Http2TestClient.NO_ERROR);
    }

    @Test
    void requestsAreCounted() throws IOException {
        rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        client.get(1, "/").answer(1);
        client.get(3, "/").answer(3);

        assertThat(rig.host().traffic(rig.balancer()).requests()).isEqualTo(2);
        assertThat(rig.host().traffic(rig.balancer()).connections()).isEqualTo(1);
    }
}
