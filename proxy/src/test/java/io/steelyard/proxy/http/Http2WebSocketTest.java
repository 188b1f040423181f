package io.steelyard.proxy.http;

import static io.steelyard.proxy.http.Http2TestClient.CANCEL;
import static io.steelyard.proxy.http.Http2TestClient.DATA;
import static io.steelyard.proxy.http.Http2TestClient.HEADERS;
import static io.steelyard.proxy.http.Http2TestClient.PING;
import static io.steelyard.proxy.http.Http2TestClient.PROTOCOL_ERROR;
import static io.steelyard.proxy.http.Http2TestClient.RST_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.SETTINGS;
import static io.steelyard.proxy.http.Http2TestClient.WINDOW_UPDATE;
import static io.steelyard.proxy.http.Http2TestClient.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.http.Http2TestClient.Frame;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.Behaviour;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets on streams of HTTP/2 (RFC 8441), and nothing else that looks like them. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2WebSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int FRAME = 16_384;
    private static final String ENABLE_CONNECT_PROTOCOL =
            new String(Http2TestClient.setting(8, 1), StandardCharsets.ISO_8859_1);
    static final String[] ASKED = {
        ":method",
        "CONNECT",
        ":protocol",
        "websocket",
        ":scheme",
        "http",
        ":authority",
        "lb.test",
        ":path",
        "/chat",
        "sec-websocket-version",
        "13",
        "sec-websocket-protocol",
        "chat"
    };

    private final HttpRig rig;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    Http2WebSocketTest(Transport transport) {
        rig = HttpRig.start(transport, HttpLimits.DEFAULT.withWebSocketIdle(SHORT));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Http2TestClient client() throws IOException {
        return rig.own(Http2TestClient.open(rig.balancer().connect()));
    }

    /** A client whose stream 1 is a WebSocket. */
    private Http2TestClient agreed() throws IOException {
        Http2TestClient client = client().fields(1, false, ASKED);
        assertThat(client.await(HEADERS).fields()).containsEntry(":status", "200");
        return client;
    }

    private static String[] without(String name) {
        List<String> left = new ArrayList<>(Arrays.asList(ASKED));
        int at = left.indexOf(name);
        left.remove(at + 1);
        left.remove(at);
        return left.toArray(new String[0]);
    }

    private static String[] changed(String name, String value) {
        String[] fields = ASKED.clone();
        fields[Arrays.asList(fields).indexOf(name) + 1] = value;
        return fields;
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(ASKED));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static String granted(String head) {
        String key = new Received(head, "", "").fields("sec-websocket-key").getFirst();
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
    }

    static String accept(String key) {
        try {
            byte[] text = octets(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String agree(FaultyBackend backend, Socket client, String andSays) throws IOException {
        String head = Received.head(client.getInputStream());
        heads.add(head);
        backend.send(client, octets(granted(head) + andSays));
        return head;
    }

    /** Agrees, says so, and echoes until the client has ended. */
    private Behaviour agreeing(String andSays) {
        return (backend, client) -> {
            agree(backend, client, andSays);
            client.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        };
    }

    @Test
    void clientsAreToldThatTheyMayAsk() throws IOException {
        rig.serveRaw(agreeing(""));

        Frame settings = client().await(frame -> frame.type() == SETTINGS && frame.payload().length > 0);

        assertThat(announced(settings)).contains(ENABLE_CONNECT_PROTOCOL);
    }

    @Test
    void octetsGoBothWaysOnceTheNodeHasAgreed() throws Exception {
        rig.serveRaw(agreeing("welcome"));

        Http2TestClient client = client().fields(1, false, ASKED);

        assertThat(client.await(HEADERS).fields())
                .containsEntry(":status", "200")
                .containsEntry("sec-websocket-protocol", "chat")
                .doesNotContainKeys("sec-websocket-accept", "upgrade", "connection");
        assertThat(text(client, 7)).isEqualTo("welcome");
        String large = "\u0000\u00ff\r\n".repeat(FRAME);
        StringBuilder echoed = new StringBuilder();
        for (int from = 0; from < large.length(); from += FRAME) {
            client.data(1, false, large.substring(from, from + FRAME));
            echoed.append(text(client, FRAME));
        }
        assertThat(echoed.toString()).isEqualTo(large);
    }

    /** So many octets of stream 1, for which it gives room again. */
    private static String text(Http2TestClient client, int length) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < length) {
            byte[] payload = client.await(DATA).payload();
            all.writeBytes(payload);
            client.frame(WINDOW_UPDATE, 0, 0, number(payload.length));
            client.frame(WINDOW_UPDATE, 0, 1, number(payload.length));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theNodeIsAskedAsInHttp11() throws IOException {
        rig.serveRaw(agreeing(""));

        client().fields(1, false, with("sec-websocket-key", "the client's own", "cookie", "a=b"))
                .await(HEADERS);

        Received asked = new Received(heads.element(), "", "");
        assertThat(asked.firstLine()).isEqualTo("GET /chat HTTP/1.1");
        assertThat(asked.fields("host")).containsExactly("lb.test");
        assertThat(asked.fields("connection")).containsExactly("Upgrade");
        assertThat(asked.fields("upgrade")).containsExactly("websocket");
        assertThat(asked.fields("sec-websocket-version")).containsExactly("13");
        assertThat(asked.fields("sec-websocket-protocol")).containsExactly("chat");
        assertThat(asked.fields("cookie")).containsExactly("a=b");
        assertThat(asked.fields("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(asked.fields("transfer-encoding")).isEmpty();
        assertThat(asked.fields("sec-websocket-key"))
                .singleElement()
                .satisfies(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(16));
    }

    @Test
    void eachIsAskedForWithAKeyOfItsOwn() throws IOException {
        rig.serveRaw(agreeing(""));

        client().fields(1, false, ASKED).fields(3, false, ASKED).await(frame -> frame.stream() == 3);

        await().atMost(LIMIT).until(() -> heads.size() == 2);
        assertThat(heads.stream().map(head -> new Received(head, "", "").fields("sec-websocket-key")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theEndOfOneDirectionLeavesTheOther() throws IOException {
        rig.serveRaw((backend, socket) -> {
            agree(backend, socket, "");
            heard.add(FaultyBackend.readAll(socket.getInputStream()));
            backend.send(socket, octets("all heard"));
        });
        Http2TestClient client = agreed();

        Answer rest = client.data(1, true, "bye").answer(1);

        assertThat(rest.content()).isEqualTo("all heard");
        assertThat(rest.reset()).isEqualTo(-1);
        assertThat(heard).containsExactly("bye");
    }

    @Test
    void theNodeMayEndFirst() throws IOException {
        FaultyBackend node = rig.serveRaw((backend, socket) -> {
            agree(backend, socket, "over");
            socket.shutdownOutput();
            heard.add(FaultyBackend.readAll(socket.getInputStream()));
        });
        Http2TestClient client = agreed();
        assertThat(client.answer(1).content()).isEqualTo("over");

        client.data(1, false, "under").data(1, true, "stood");

        await().atMost(LIMIT).until(() -> heard.contains("understood"));
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }

    @Test
    void aResetByTheClientResetsTheNode() throws IOException {
        rig.serveRaw((backend, socket) -> {
            agree(backend, socket, "");
            try {
                heard.add(FaultyBackend.readAll(socket.getInputStream()));
            } catch (SocketException reset) {
                heard.add("reset");
            }
        });
        Http2TestClient client = agreed();

        client.frame(RST_STREAM, 0, 1, number(CANCEL));

        await().atMost(LIMIT).until(() -> heard.contains("reset"));
    }

    @Test
    void aResetByTheNodeResetsTheStream() throws IOException {
        rig.serveRaw((backend, socket) -> {
            agree(backend, socket, "");
            socket.setSoLinger(true, 0);
            socket.close();
        });

        assertThat(agreed().answer(1).reset()).isEqualTo(CANCEL);
    }

    @Test
    void whatFollowsARequestIsHeldUntilTheNodeAgrees() throws IOException {
        rig.serveRaw(agreeing(""));

        Http2TestClient client = client().fields(1, false, ASKED).data(1, true, "too early");

        assertThat(client.answer(1).content()).isEqualTo("too early");
    }

    @Test
    void whatFollowsARefusedRequestReachesNobody() throws IOException {
        HttpNode node = rig.serve(HttpNode.always("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno"));

        Answer refused = client().fields(1, false, ASKED)
                .data(1, false, "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
                .answer(1);

        assertThat(refused.status()).isEqualTo(426);
        assertThat(refused.content()).isEqualTo("no");
        HttpRig.awaitClosed(node);
        assertThat(node.requests()).hasSize(1);
    }

    /** The client would take it for the node's consent. */
    @Test
    void successWithoutConsentIsABadGateway() throws IOException {
        rig.serve(HttpNode.ok("a page"));
        Http2TestClient client = client();

        assertThat(client.fields(1, false, ASKED).answer(1).status()).isEqualTo(502);
        assertThat(client.fields(3, false, ASKED).answer(3).status()).isEqualTo(502);
        assertThat(client.fields(5, false, ASKED).answer(5).status()).isEqualTo(502);
        assertThat(client.get(7, "/").answer(7).content()).isEqualTo("a page");
    }

    @Test
    void consentToSomethingElseIsAFailedAnswer() throws IOException {
        String wrong = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        String accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
        for (String answer : List.of(wrong, wrong + accept, wrong.replace("websocket", "h2c") + accept)) {
            rig.serve(HttpNode.always(answer + "\r\n"));
            assertThat(client().fields(1, false, ASKED).answer(1).status())
                    .as(answer)
                    .isEqualTo(503);
            rig.remove();
        }

        rig.serveRaw((backend, socket) -> {
            String twice = granted(Received.head(socket.getInputStream()));
            String field = twice.substring(twice.indexOf("Sec-WebSocket-Accept"));
            backend.send(socket, octets(twice.replace(field, field.strip() + "\r\n" + field)));
        });
        assertThat(client().fields(1, false, ASKED).answer(1).status()).isEqualTo(503);
    }

    @Test
    void aNodeThatFailsBeforeItAgreesIsPassedOver() throws IOException {
        rig.serve(FaultyBackend.resettingAfter(""), FaultyBackend.serving(agreeing("")));

        agreed();
        agreed();
    }

    @Test
    void whatIsNoRequestForAWebSocketIsReset() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x"));
        List<String[]> malformed = List.of(
                changed(":method", "GET"),
                without(":path"),
                without(":scheme"),
                changed(":protocol", ""),
                without(":protocol"),
                with(":protocol", "websocket"),
                with("content-length", "0"),
                with("content-length", "5"),
                with("upgrade", "websocket"),
                new String[] {":method", "CONNECT", ":authority", "lb.test:443", ":path", "/"});
        Http2TestClient client = client();
        int stream = 1;

        for (String[] fields : malformed) {
            assertThat(client.fields(stream, false, fields).answer(stream).reset())
                    .as(String.join(" ", fields))
                    .isEqualTo(PROTOCOL_ERROR);
            stream += 2;
        }

        assertThat(client.get(stream, "/").answer(stream).content()).isEqualTo("x");
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void otherTunnelsAreNotServed() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("x"));
        Http2TestClient client = client();

        assertThat(client.fields(1, false, ":method", "CONNECT", ":authority", "a:443")
                        .answer(1)
                        .status())
                .isEqualTo(501);
        assertThat(client.fields(3, false, changed(":protocol", "connect-udp"))
                        .answer(3)
                        .status())
                .isEqualTo(501);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void fieldsInATunnelResetIt() throws IOException {
        rig.serveRaw(agreeing(""));
        Http2TestClient client = agreed();

        assertThat(client.fields(1, true, "x-trailer", "1").answer(1).reset()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void aClientThatTakesNothingStopsItsNodeAndNobodyElse() throws IOException {
        int much = 100 * FRAME;
        rig.serveRaw((backend, socket) -> {
            if (agree(backend, socket, "").contains("/chat")) {
                backend.send(socket, new byte[much]);
                socket.shutdownOutput();
            } else {
                socket.getInputStream().transferTo(socket.getOutputStream());
            }
        });
        Http2TestClient client = client();
        // So that the streams share nothing but the connection.
        client.frame(WINDOW_UPDATE, 0, 0, number(10 * much)).fields(1, false, ASKED);
        client.fields(3, false, changed(":path", "/other"));

        client.data(3, true, "while the first waits");

        Answer other = client.answer(3);
        assertThat(other.content()).isEqualTo("while the first waits");
        Answer whole = client.answer(1);
        assertThat(whole.octets()).hasSize(much);
        assertThat(whole.reset()).isEqualTo(-1);
    }

    @Test
    void aNodeThatTakesNothingStopsItsClientAlone() throws IOException {
        rig.serveRaw((backend, socket) -> {
            if (agree(backend, socket, "").contains("/other")) {
                return;
            }
            await().atMost(LIMIT).until(() -> heard.contains("take it"));
            InputStream in = socket.getInputStream();
            heard.add("all " + FaultyBackend.readAll(in).length());
        });
        Http2TestClient client = agreed();
        int sent = 0;

        for (int room = 64 * 1024 - 1; room >= FRAME; sent += FRAME) {
            client.data(1, false, "x".repeat(FRAME));
            room += moreRoom(client) - FRAME;
        }
        assertThat(client.fields(3, false, changed(":path", "/other")).answer(3).status())
                .isEqualTo(200);
        heard.add("take it");
        client.data(1, true, "");

        String all = "all " + sent;
        await().atMost(LIMIT).until(() -> heard.contains(all));
    }

    /** What was given back of it before a PING was answered. */
    private static int moreRoom(Http2TestClient client) throws IOException {
        client.frame(PING, 0, 0, new byte[8]);
        int more = 0;
        Frame next = client.next();
        while (next.type() != PING) {
            more += next.type() == WINDOW_UPDATE && next.stream() == 1 ? next.number() : 0;
            next = client.next();
        }
        return more;
    }

    @Test
    void silenceOnBothSidesEndsIt() throws IOException {
        FaultyBackend node = rig.serveRaw(agreeing(""));
        rig.change(rig.balancer().withIdleTimeout(SHORT));

        assertThat(agreed().answer(1).reset()).isEqualTo(CANCEL);

        await().atMost(LIMIT).until(() -> node.open() == 0);
        assertThat(rig.host().traffic(rig.balancer()).dataTimeOuts()).isOne();
    }

    @Test
    void aDrainingNodeKeepsItAndADisabledOneDoesNot() throws IOException {
        FaultyBackend node = rig.serveRaw(agreeing(""));
        Http2TestClient client = agreed();

        TestBalancer draining = rig.change(rig.balancer().withCondition(0, Condition.DRAINING));
        client.data(1, false, "still there");
        assertThat(text(client, 11)).isEqualTo("still there");
        rig.change(draining.withCondition(0, Condition.DISABLED));

        assertThat(client.answer(1).reset()).isEqualTo(CANCEL);
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }

    @Test
    void theEndOfTheConnectionEndsAll() throws IOException {
        FaultyBackend node = rig.serveRaw(agreeing(""));
        Http2TestClient client = agreed();

        client.close();

        await().atMost(LIMIT).until(() -> node.open() == 0);
        await().atMost(LIMIT).until(() -> rig.host().connections() == 0);
    }

    /** They are asked by HTTP/2 themselves, where we do not carry WebSockets. */
    @Test
    void nodesOfHttp2AreNotAskedForIt() throws IOException {
        rig.serveRaw(agreeing(""));
        rig.change(
                rig.balancer().withPolicy(policy -> policy.withOptions(TrafficOptions.NONE.with(new NodeHttp2(100)))));
        Http2TestClient client = client();

        Frame settings = client.await(frame -> frame.type() == SETTINGS && frame.payload().length > 0);

        assertThat(announced(settings)).doesNotContain(ENABLE_CONNECT_PROTOCOL);
        assertThat(client.fields(1, false, ASKED).answer(1).status()).isEqualTo(501);
    }

    private static String announced(Frame settings) {
        return new String(settings.payload(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
