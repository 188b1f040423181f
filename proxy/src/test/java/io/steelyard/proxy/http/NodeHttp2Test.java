package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Headers;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.tls.Nginx;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are spoken to by HTTP/2, for clients of both versions. */
class NodeHttp2Test {
    private static final TestCertificate NODE = TestCertificate.selfSigned("node.test");

    private static final int AN_UNKNOWN_FRAME = 0x42;
    /** More frames than a node is trusted with, however slow the machine is. */
    private static final int FLOOD = 200_000;

    private static final int ACK = 1;

    private final HttpRig rig = HttpRig.start(Transport.EPOLL);

    @TempDir
    Path directory;

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aClientOfHttp11IsServedByANodeOfHttp2() throws IOException {
        serve(
                TrafficOptions.NONE,
                rig.own(Nginx.start(directory, NODE, "http2", "")).address());
        HttpTestClient client = rig.client();

        assertThat(client.get("/").receive().content()).contains("protocol=HTTP/2.0");
        assertThat(client.get("/").receive().content()).contains("protocol=HTTP/2.0");
        assertThat(client.send("HEAD / HTTP/1.1\r\nHost: lb.test\r\n\r\n")
                        .receiveToHead()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withTlsItIsAgreedOnByAlpn() throws IOException {
        serve(
                TrafficOptions.NONE.with(NodeTls.UNVERIFIED),
                rig.own(Nginx.start(directory, NODE, "ssl http2", "")).address());

        assertThat(rig.client().get("/").receive().content()).contains("version=TLSv1.3", "protocol=HTTP/2.0");
    }

    @Test
    void aNodeThatAgreesToHttp11AloneGetsNothing() throws IOException {
        serve(
                TrafficOptions.NONE.with(NodeTls.UNVERIFIED),
                rig.own(Nginx.start(directory, NODE, "ssl", "")).address());

        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
    }

    @Test
    void contentAndTrailersGoBothWays() throws Exception {
        Http2TestNode node = serve();

        Received answer = rig.client()
                .send("POST /echo HTTP/1.1\r\nHost: lb.test\r\nTransfer-Encoding: chunked\r\nTE: trailers\r\n\r\n"
                        + "5\r\nhello\r\n0\r\nx-sum: 5\r\n\r\n")
                .receive();

        assertThat(answer.content()).isEqualTo("hello");
        assertThat(answer.trailer()).contains("grpc-status: 0");
        Http2Headers head = node.requests().getFirst();
        assertThat(head.authority()).hasToString("lb.test");
        assertThat(head.get("te")).hasToString("trailers");
        assertThat(head.get("transfer-encoding")).isNull();
        assertThat(node.requests().getLast().get("x-sum")).hasToString("5");
    }

    @Test
    void aStreamGoesBothWaysAtOnce() throws Exception {
        serve();
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));
        client.head(1, false, "POST", "/echo", "content-type", "application/grpc");

        for (String word : List.of("one", "two", "three")) {
            client.frame(Http2TestClient.DATA, 0, 1, word.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.await(Http2TestClient.DATA).payload()).asString().isEqualTo(word);
        }
        client.frame(Http2TestClient.DATA, Http2TestClient.END_STREAM, 1, new byte[0]);
        Answer rest = client.answer(1);

        assertThat(rest.trailer()).containsEntry("grpc-status", "0");
    }

    @Test
    void anAnswerOfTrailersAloneStaysOne() throws Exception {
        serve();
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));

        Answer answer = client.get(1, "/trailers-only").answer(1);

        assertThat(answer.heads()).hasSize(1);
        assertThat(answer.head()).containsEntry("grpc-status", "12");
    }

    @Test
    void manyRequestsShareFewConnections() throws Exception {
        Http2TestNode node = serve();
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));

        for (int stream = 1; stream < 60; stream += 2) {
            client.head(stream, false, "POST", "/echo");
        }
        for (int stream = 1; stream < 60; stream += 2) {
            client.frame(Http2TestClient.DATA, Http2TestClient.END_STREAM, stream, new byte[] {'x'});
            assertThat(client.answer(stream).status()).isEqualTo(200);
        }

        assertThat(node.connections()).isEqualTo(3);
    }

    @Test
    void whatTheNodeDidNotLookAtIsAskedAgainWhateverItIs() throws Exception {
        Http2TestNode node = serve();

        Received answer = rig.client()
                .send("POST /refuse-once HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 2\r\n\r\nhi")
                .receive();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).isEqualTo("hi");
        assertThat(node.requests()).hasSize(2);
    }

    @Test
    void aPostThatTheNodeBrokeOffIsNotSentTwice() throws Exception {
        Http2TestNode node = serve();

        Received answer = rig.client()
                .send("POST /reset HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 2\r\n\r\nhi")
                .receive();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(node.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data-first", "/connection", "/large-head"})
    void anAnswerThatBreaksTheProtocolIsNone(String path) throws Exception {
        serve();

        assertThat(rig.client().get(path).receive().status()).isEqualTo(503);
        assertThat(rig.client().get("/echo").receive().status()).isEqualTo(200);
    }

    @Test
    void aNodeThatSpeaksSomethingElseFailsAndAnotherOneTakesOver() throws Exception {
        FaultyBackend other = rig.own(
                FaultyBackend.serving((_, socket) -> socket.getOutputStream().write(1)));
        Http2TestNode node = rig.own(Http2TestNode.start());
        serve(TrafficOptions.NONE, other.address(), FaultyBackend.refusing().address(), node.address());

        for (int i = 0; i < 3; i++) {
            assertThat(rig.client().get("/echo").receive().status()).isEqualTo(200);
        }
    }

    @Test
    void largeContentWaitsForWhoTakesItSlowly() throws Exception {
        serve();
        String content = "0123456789abcdef".repeat(64 * 1024);
        HttpTestClient client = rig.client();

        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                client.send("PUT /echo HTTP/1.1\r\nHost: lb.test\r\nContent-Length: " + content.length() + "\r\n\r\n"
                        + content);
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
        Received answer = client.receive();

        sender.join();
        assertThat(answer.content()).isEqualTo(content);
    }

    @Test
    void ofANodeThatLeavesOneAnswerComesAndTheOtherIsAskedForAgain() throws Exception {
        FaultyBackend node = rig.own(FaultyBackend.serving(NodeHttp2Test::leaveAtFirst));
        serve(TrafficOptions.NONE, node.address());
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));

        client.head(1, true, "POST", "/first").head(3, true, "POST", "/second");
        Answer first = client.answer(1);
        Answer second = client.answer(3);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(List.of(first.head().get("x-connection"), second.head().get("x-connection")))
                .containsExactlyInAnyOrder("1", "2");
    }

    /** The first connection looks at one of two requests. */
    private static void leaveAtFirst(FaultyBackend backend, Socket accepted) throws IOException {
        int connection = backend.accepted();
        Http2TestClient proxy = Http2TestClient.accept(accepted);
        int looked = proxy.await(Http2TestClient.HEADERS).stream();
        if (connection == 1) {
            proxy.await(Http2TestClient.HEADERS);
            proxy.frame(Http2TestClient.GOAWAY, 0, 0, goAway(looked));
        }
        proxy.fields(looked, true, ":status", "200", "x-connection", Integer.toString(connection));
        proxy.isEnded();
    }

    @Test
    void aConnectionThatFellSilentServesNothingElse() throws Exception {
        FaultyBackend node = rig.own(FaultyBackend.serving((backend, accepted) -> {
            int connection = backend.accepted();
            Http2TestClient proxy = Http2TestClient.accept(accepted);
            int stream = proxy.await(Http2TestClient.HEADERS).stream();
            if (connection > 1) {
                proxy.fields(stream, true, ":status", "200");
            }
            proxy.isEnded();
        }));
        HttpRig impatient =
                rig.own(HttpRig.start(Transport.EPOLL, HttpLimits.DEFAULT.withFirstByteTime(Duration.ofSeconds(3))));
        serve(impatient, TrafficOptions.NONE, node.address());
        String request = "POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 2\r\n\r\nhi";

        assertThat(impatient.client().send(request).receive().status()).isGreaterThanOrEqualTo(500);

        assertThat(impatient.client().send(request).receive().status()).isEqualTo(200);
    }

    private static byte[] goAway(int last) {
        return ByteBuffer.allocate(8)
                .putInt(last)
                .putInt(Http2TestClient.NO_ERROR)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {Http2TestClient.PING, Http2TestClient.PRIORITY, AN_UNKNOWN_FRAME})
    void aNodeThatFloodsIsCutOff(int type) throws Exception {
        assertCutOff(type, 0);
    }

    @Test
    void aNodeThatFloodsWithAnswersToNoPingIsCutOff() throws Exception {
        assertCutOff(Http2TestClient.PING, ACK);
    }

    private void assertCutOff(int type, int flags) throws Exception {
        FaultyBackend flooding = rig.own(FaultyBackend.serving((_, accepted) -> {
            Http2TestClient proxy = Http2TestClient.accept(accepted);
            int stream = proxy.await(Http2TestClient.HEADERS).stream();
            proxy.frames(FLOOD, type, flags, type == Http2TestClient.PRIORITY ? stream : 0, payload(type));
            proxy.isEnded();
        }));
        serve(TrafficOptions.NONE, flooding.address());

        Received answer = rig.client()
                .send("POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 2\r\n\r\nhi")
                .receive();

        assertThat(answer.status()).isEqualTo(503);
        await().until(() -> flooding.open() == 0);
    }

    private static byte[] payload(int type) {
        return new byte[type == Http2TestClient.PRIORITY ? 5 : 8];
    }

    private Http2TestNode serve() throws InterruptedException {
        Http2TestNode node = rig.own(Http2TestNode.start());
        serve(TrafficOptions.NONE, node.address());
        return node;
    }

    private void serve(TrafficOptions options, InetSocketAddress... nodes) {
        serve(rig, options, nodes);
    }

    private static void serve(HttpRig rig, TrafficOptions options, InetSocketAddress... nodes) {
        rig.change(TestBalancer.tcp(1)
                .withProtocol(Protocol.HTTP)
                .withNodesAt(List.of(nodes))
                .withPolicy(policy -> policy.withOptions(options.with(new NodeHttp2(10))))
                .at(1));
    }
}
