package io.steelyard.proxy.http;

import static io.steelyard.proxy.http.Http2TestClient.CONTINUATION;
import static io.steelyard.proxy.http.Http2TestClient.DATA;
import static io.steelyard.proxy.http.Http2TestClient.END_HEADERS;
import static io.steelyard.proxy.http.Http2TestClient.END_STREAM;
import static io.steelyard.proxy.http.Http2TestClient.FLOW_CONTROL_ERROR;
import static io.steelyard.proxy.http.Http2TestClient.HEADERS;
import static io.steelyard.proxy.http.Http2TestClient.PING;
import static io.steelyard.proxy.http.Http2TestClient.PROTOCOL_ERROR;
import static io.steelyard.proxy.http.Http2TestClient.SETTINGS;
import static io.steelyard.proxy.http.Http2TestClient.WINDOW_UPDATE;
import static io.steelyard.proxy.http.Http2TestClient.block;
import static io.steelyard.proxy.http.Http2TestClient.number;
import static io.steelyard.proxy.http.Http2TestClient.setting;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.http.Http2TestClient.Answer;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What RFC 9113 forbids reaches no node. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2StrictnessTest {
    private static final String[] USUAL = {":method", "GET", ":scheme", "http", ":authority", "lb.test", ":path", "/"};

    private final HttpRig rig;
    private HttpNode node;

    @SuppressWarnings("NullAway.Init")
    Http2StrictnessTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @BeforeEach
    void serve() throws IOException {
        node = rig.serve(HttpNode.ok("x"));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Http2TestClient client() throws IOException {
        return rig.own(Http2TestClient.open(rig.balancer().connect()));
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(List.of(USUAL));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    /** RFC 9113 sections 8.1.1, 8.2 and 8.3. */
    private static List<String[]> malformed() {
        return List.of(
                with("X-Upper", "1"),
                with("x-lf", "a\nb"),
                with("x-cr", "a\rb"),
                with("x-crlf", "a\r\nx-other: b"),
                with("x-nul", "a\0b"),
                with("x-control", "a\u0001b"),
                with("x-blank", " a"),
                with("x-blank", "a\t"),
                with("x name", "a"),
                with("x:name", "a"),
                with("", "a"),
                with("connection", "close"),
                with("keep-alive", "1"),
                with("proxy-connection", "close"),
                with("transfer-encoding", "chunked"),
                with("upgrade", "websocket"),
                with("te", "gzip"),
                with("host", "other.test"),
                with("x-a", "1", ":path", "/late"),
                with(":path", "/twice"),
                with(":method", "POST"),
                with(":authority", "other.test"),
                with(":status", "200"),
                with(":unknown", "1"),
                with(":protocol", "websocket"),
                with("content-length", "1"),
                new String[] {":scheme", "http", ":authority", "lb.test", ":path", "/"},
                new String[] {":method", "GET", ":authority", "lb.test", ":path", "/"},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "lb.test"},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "lb.test", ":path", ""},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "a", ":path", "http://other.test/"},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "a", ":path", "no-slash"},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/\r\nx: y"},
                new String[] {":method", "GET\r\n", ":scheme", "http", ":authority", "a", ":path", "/"},
                new String[] {":method", "GET", ":scheme", "http", ":authority", "a\r\nx: y", ":path", "/"},
                new String[] {":method", "GET", ":scheme", "http", ":path", "/", "host", "lb.test", "host", "other.test"
                });
    }

    @Test
    void aMalformedRequestIsResetAndTheNextOneServed() throws IOException {
        Http2TestClient client = client();
        int stream = 1;

        for (String[] fields : malformed()) {
            Answer refused = client.fields(stream, true, fields).answer(stream);
            assertThat(refused.reset()).as(String.join(" ", fields)).isEqualTo(PROTOCOL_ERROR);
            stream += 2;
        }

        assertThat(client.get(stream, "/").answer(stream).status()).isEqualTo(200);
        assertThat(node.requests()).hasSize(1);
    }

    /** What HTTP/1.1 would be answered, too. */
    @Test
    void whatOnlyHttp11WouldNotPassOnIsAnsweredAsThere() throws IOException {
        Http2TestClient client = client();

        assertThat(client.get(1, "/a b").answer(1).status()).isEqualTo(400);
        assertThat(client.get(3, "/a HTTP/1.1").answer(3).status()).isEqualTo(400);
        assertThat(client.get(5, "/\"").answer(5).status()).isEqualTo(400);
        assertThat(client.fields(9, true, ":method", "GET", ":scheme", "ftp", ":authority", "a", ":path", "/")
                        .answer(9)
                        .status())
                .isEqualTo(400);
        assertThat(client.fields(11, true, ":method", "GET", ":scheme", "http", ":path", "/")
                        .answer(11)
                        .status())
                .isEqualTo(400);
        assertThat(client.fields(13, true, ":method", "GET", ":scheme", "http", ":authority", "u@a", ":path", "/")
                        .answer(13)
                        .status())
                .isEqualTo(400);
        assertThat(client.fields(15, true, ":method", "CONNECT", ":authority", "a:443")
                        .answer(15)
                        .status())
                .isEqualTo(501);
        assertThat(client.get(17, "/" + "x".repeat(9_000)).answer(17).status()).isEqualTo(414);
        assertThat(client.get(21, "/", "expect", "something").answer(21).status())
                .isEqualTo(417);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void moreOrLessContentThanSaidReachesNoNode() throws IOException {
        Http2TestClient client = client();

        Answer more = client.head(1, false, "POST", "/", "content-length", "3")
                .data(1, true, "four")
                .answer(1);
        Answer less = client.head(3, false, "POST", "/", "content-length", "3")
                .data(3, true, "2.")
                .answer(3);
        Answer none = client.head(5, false, "POST", "/", "content-length", "3")
                .fields(5, true, "x-trailer", "1")
                .answer(5);

        assertThat(List.of(more.reset(), less.reset(), none.reset())).containsOnly(PROTOCOL_ERROR);
        assertThat(node.requests()).isEmpty();
    }

    @Test
    void aTrailerIsJudgedAsFieldsAre() throws IOException {
        Http2TestClient client = client();

        Answer pseudo = client.head(1, false, "POST", "/")
                .fields(1, true, ":path", "/other")
                .answer(1);
        Answer lines = client.head(3, false, "POST", "/")
                .fields(3, true, "x-a", "b\r\n\r\nGET /smuggled HTTP/1.1")
                .answer(3);
        Answer open =
                client.head(5, false, "POST", "/").fields(5, false, "x-a", "b").answer(5);

        assertThat(List.of(pseudo.reset(), lines.reset(), open.reset())).containsOnly(PROTOCOL_ERROR);
        assertThat(node.requests()).isEmpty();
    }

    /** Each breaks the connection: RFC 9113 sections 4.2, 5.1, 5.1.1, 6.1 to 6.10. */
    @Test
    void whatBreaksTheProtocolEndsTheConnectionWithTheReason() throws IOException {
        expect(PROTOCOL_ERROR, DATA, 0, 0, new byte[1]);
        expect(PROTOCOL_ERROR, DATA, 0, 1, new byte[1]);
        expect(PROTOCOL_ERROR, HEADERS, END_HEADERS | END_STREAM, 0, block(USUAL));
        expect(PROTOCOL_ERROR, HEADERS, END_HEADERS | END_STREAM, 2, block(USUAL));
        expect(PROTOCOL_ERROR, CONTINUATION, END_HEADERS, 1, block(USUAL));
        expect(PROTOCOL_ERROR, SETTINGS, 0, 1, new byte[0]);
        expect(PROTOCOL_ERROR, SETTINGS, 0, 0, setting(2, 2));
        expect(FLOW_CONTROL_ERROR, SETTINGS, 0, 0, setting(4, -1));
        expect(PROTOCOL_ERROR, SETTINGS, 0, 0, setting(5, 100));
        expect(6, SETTINGS, 0, 0, new byte[5]);
        expect(6, PING, 0, 0, new byte[7]);
        expect(PROTOCOL_ERROR, PING, 0, 1, new byte[8]);
        expect(PROTOCOL_ERROR, WINDOW_UPDATE, 0, 0, number(0));
        expect(6, DATA, 0, 1, new byte[20_000]);
        expect(9, HEADERS, END_HEADERS | END_STREAM, 1, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f});
    }

    private void expect(int error, int type, int flags, int stream, byte[] payload) throws IOException {
        try (Http2TestClient client = client()) {
            client.frame(type, flags, stream, payload);
            assertThat(client.goAway().error()).as("type %d", type).isEqualTo(error);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aFrameBetweenThePartsOfAHeadEndsTheConnection() throws IOException {
        Http2TestClient client = client();

        client.frame(HEADERS, END_STREAM, 1, block(USUAL)).frame(PING, 0, 0, new byte[8]);

        assertThat(client.goAway().error()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void aHeadMayComeInParts() throws IOException {
        byte[] head = block(USUAL);
        byte[] first = Arrays.copyOf(head, 10);
        byte[] rest = Arrays.copyOfRange(head, 10, head.length);

        Answer answer = client().frame(HEADERS, END_STREAM, 1, first)
                .frame(CONTINUATION, END_HEADERS, 1, rest)
                .answer(1);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void whatIsNoPrefaceIsNoHttp2() throws IOException {
        HttpTestClient client = rig.client().send("PRI * HTTP/2.0\r\nHost: a\r\n\r\nSM\r\n\r\n");

        assertThat(client.receive().status()).isEqualTo(505);
    }

    @Test
    void thePrefaceIsTakenAtTheBeginningAlone() throws IOException {
        HttpTestClient client = rig.client().get("/");
        assertThat(client.receive().status()).isEqualTo(200);

        client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        assertThat(client.receive().status()).isEqualTo(505);
    }

    @Test
    void thePrefaceMayComeOctetByOctet() throws IOException {
        Http2TestClient client = rig.own(new Http2TestClient(rig.balancer().connect()));
        byte[] settings = Http2TestClient.encoded(SETTINGS, 0, 0, new byte[0]);

        for (byte octet : settings) {
            client.socket().getOutputStream().write(octet);
        }

        assertThat(client.get(1, "/").answer(1).status()).isEqualTo(200);
    }
}
