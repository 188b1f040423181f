package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class HttpForwardingTest {
    private static final String BIG = "0123456789abcdef".repeat(40_000);

    private final HttpRig rig;

    HttpForwardingTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void nodeIsToldTheClientsAddressAndTheListener() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        Received answer = rig.client().get("/path?query").receive();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).isEqualTo("hello");
        Received request = node.requests().getFirst();
        assertThat(request.firstLine()).isEqualTo("GET /path?query HTTP/1.1");
        assertThat(request.fields("host")).containsExactly("lb.test");
        assertThat(request.fields("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(request.fields("x-forwarded-proto")).containsExactly("http");
        assertThat(request.fields("x-forwarded-port")).containsExactly("" + rig.port());
    }

    @Test
    void answerGoesOnOctetForOctet() throws IOException {
        String octets = "HTTP/1.1 203 Non-Authoritative\r\nsERVER: x\r\nContent-LENGTH:  2 \r\nX: \u00e4\t b\r\n\r\nok";
        rig.serve(HttpNode.always(octets));

        String received = rig.client()
                .send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .receiveAll();

        String last = octets.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        assertThat(received).isEqualTo(octets + last);
    }

    @Test
    void connectionsAreKeptOnBothSides() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client();
        for (int i = 0; i < 50; i++) {
            assertThat(client.get("/" + i).receive().content()).isEqualTo("hello");
        }

        assertThat(node.requests()).hasSize(50);
        assertThat(node.backend().accepted()).isEqualTo(1);
    }

    @Test
    void contentOfAnyLengthGoesThroughBothWays() throws IOException {
        rig.serve(HttpNode.answering(request -> HttpNode.keep(HttpNode.okay(request.content()))));

        HttpTestClient client = rig.client();
        for (String content : List.of("", "x", "y".repeat(4096), "z".repeat(16_384), "z".repeat(16_385), BIG)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
            assertThat(client.receive().content()).isEqualTo(content);
        }
    }

    @Test
    void chunksGoThroughBothWaysWithoutExtensions() throws IOException {
        HttpNode node = rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;a=\"b;c\"\r\nhello\r\n1 ; x\r\n \r\n5\r\nworld\r\n0\r\n\r\n"));

        HttpTestClient client = rig.client();
        Received answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n"
                        + "3;n=v\r\nabc\r\n00002\r\nde\r\n0;last\r\n\r\n")
                .receive();

        assertThat(answer.fields("transfer-encoding")).containsExactly("chunked");
        assertThat(answer.content()).isEqualTo("hello world");
        assertThat(node.requests().getFirst().content()).isEqualTo("abcde");
        assertThat(node.requests().getFirst().fields("transfer-encoding")).containsExactly("chunked");
        assertThat(client.get("/again").receive().content()).isEqualTo("hello world");
    }

    @Test
    void trailersThatDecideNothingGoOn() throws IOException {
        HttpNode node = rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\nx\r\n0\r\nX-Sum: 1\r\nSet-Cookie: a=b\r\n\r\n"));

        Received answer = rig.client()
                .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "1\r\nx\r\n0\r\nHost: evil\r\nX-Sum: 2\r\nContent_Length: 3\r\n\r\n")
                .receive();

        assertThat(answer.trailer()).isEqualTo("X-Sum: 1\n");
        assertThat(node.requests().getFirst().trailer()).isEqualTo("X-Sum: 2\n");
    }

    @Test
    void contentThatEndsWithTheConnectionIsPutIntoChunks() throws IOException {
        rig.serve(HttpNode.answering(_ -> HttpNode.close("HTTP/1.1 200 OK\r\n\r\n" + BIG)));

        HttpTestClient client = rig.client();
        Received first = client.get("/").receive();
        Received second = client.get("/").receive();

        assertThat(first.fields("transfer-encoding")).containsExactly("chunked");
        assertThat(first.content()).isEqualTo(BIG);
        assertThat(second.content()).isEqualTo(BIG);
    }

    @org.junit.jupiter.api.RepeatedTest(10)
    void contentThatEndsWithAResetIsCutForTheClientToo() throws IOException {
        rig.serve(HttpNode.answering(_ -> HttpNode.reset("HTTP/1.1 200 OK\r\n\r\nhalf of it")));

        HttpTestClient client = rig.client().get("/");

        assertThat(HttpRig.isCut(client)).isTrue();
    }

    @Test
    void answersWithoutContentEndWithTheirHead() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(request -> HttpNode.keep(withoutContent(request))));

        HttpTestClient client = rig.client();
        Received head = client.send("HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n").receiveToHead();
        Received noContent = client.get("/204").receive();
        Received notModified = client.get("/304").receive();
        Received after = client.get("/200").receive();

        assertThat(head.fields("content-length")).containsExactly("1000");
        assertThat(noContent.status()).isEqualTo(204);
        assertThat(noContent.fields("content-length")).isEmpty();
        assertThat(notModified.fields("content-length")).containsExactly("77");
        assertThat(after.content()).isEqualTo("end");
        assertThat(node.backend().accepted()).isEqualTo(1);
    }

    private static String withoutContent(Received request) {
        return switch (request.firstLine().split(" ")[1]) {
            case "/head" -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
            case "/204" -> "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";
            case "/304" -> "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n\r\n";
            default -> HttpNode.okay("end");
        };
    }

    @Test
    void interimAnswersGoOn() throws IOException {
        rig.serve(HttpNode.always(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: x\r\nX: y\r\n\r\n" + HttpNode.okay("late")));

        HttpTestClient client = rig.client().get("/");
        Received early = client.receive();
        Received late = client.receive();

        assertThat(early.head()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>");
        assertThat(late.content()).isEqualTo("late");
    }

    @Test
    void oldClientsGetNoInterimAnswerAndNoChunks() throws IOException {
        rig.serve(
                HttpNode.always("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n6;x\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n"));

        String answer = rig.client()
                .send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                .receiveAll();

        assertThat(answer).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello world");
    }

    @Test
    void oldClientsMayKeepTheirConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client().send("GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
        Received kept = client.receive();
        Received last = client.send("GET /2 HTTP/1.0\r\n\r\n").receive();

        assertThat(kept.fields("connection")).containsExactly("keep-alive");
        assertThat(last.fields("connection")).containsExactly("close");
        assertThat(client.isEnded()).isTrue();
        assertThat(node.requests().getFirst().firstLine()).isEqualTo("GET /1 HTTP/1.1");
        assertThat(node.requests().getFirst().fields("host")).hasSize(1);
    }

    @Test
    void oldNodesAreUnderstood() throws IOException {
        HttpNode node =
                rig.serve(HttpNode.answering(_ -> HttpNode.close("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold")));

        HttpTestClient client = rig.client();
        Received first = client.get("/").receive();
        Received second = client.get("/").receive();

        assertThat(first.firstLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(second.content()).isEqualTo("old");
        assertThat(node.backend().accepted()).isEqualTo(2);
    }

    @Test
    void statusLineWithoutReasonIsCompleted() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"));

        String received =
                rig.client().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive().head();

        assertThat(received).startsWith("HTTP/1.1 200 \r\n");
    }

    @Test
    void requestsInARowAreAnsweredInTheirOrder() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(
                request -> HttpNode.keep(HttpNode.okay(request.firstLine().split(" ")[1]))));
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            row.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        }

        HttpTestClient client = rig.client().send(row.toString());

        for (int i = 0; i < 500; i++) {
            assertThat(client.receive().content()).isEqualTo("/" + i);
        }
        assertThat(node.requests()).hasSize(500);
        assertThat(node.backend().accepted()).isEqualTo(1);
    }

    @Test
    void waitingClientIsToldToContinueByTheNode() throws IOException {
        FaultyBackend node = rig.serveRaw((backend, socket) -> {
            InputStream in = socket.getInputStream();
            String head = Received.head(in);
            backend.send(socket, "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
            String content = new String(in.readNBytes(5), US_ASCII);
            backend.send(socket, HttpNode.okay(head.lines().count() + content).getBytes(US_ASCII));
        });

        HttpTestClient client =
                rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n");
        Received interim = client.receive();
        Received last = client.send("hello").receive();

        assertThat(interim.firstLine()).isEqualTo("HTTP/1.1 100 Continue");
        assertThat(last.content()).endsWith("hello");
        assertThat(node.accepted()).isEqualTo(1);
    }

    @Test
    void answerBeforeTheContentEndsTheConnection() throws IOException {
        rig.serveRaw((backend, socket) -> {
            Received.head(socket.getInputStream());
            backend.send(socket, "HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno".getBytes(US_ASCII));
            socket.getInputStream().read();
        });

        HttpTestClient client =
                rig.client().send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        Received answer = client.receive();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.content()).isEqualTo("no");
        assertThat(answer.fields("connection")).containsExactly("close");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void oneOctetAtATimeIsEnough() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        String request =
                "POST /slow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n";

        HttpTestClient client = rig.client();
        for (char octet : request.toCharArray()) {
            client.send("" + octet);
        }

        assertThat(client.receive().content()).isEqualTo("hello");
        assertThat(node.requests().getFirst().content()).isEqualTo("abc");
    }

    @Test
    void clientThatEndsItsSideStillGetsItsAnswer() throws IOException {
        rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client().get("/");
        client.socket().shutdownOutput();

        assertThat(client.receive().content()).isEqualTo("hello");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void requestsInARowAreAllAnsweredThoughTheClientEndsItsSide() throws IOException {
        rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5) + "GET / HT");
        client.socket().shutdownOutput();

        for (int i = 0; i < 5; i++) {
            assertThat(client.receive().content()).isEqualTo("hello");
        }
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void secondRequestWhoseContentNeverComesEndsTheConnection() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        HttpTestClient client = rig.client()
                .send("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx");
        client.socket().shutdownOutput();

        assertThat(client.receive().content()).isEqualTo("hello");
        assertThat(HttpRig.isCut(client)).isTrue();
        assertThat(node.requests()).hasSize(1);
    }
}
