package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.proxy.http.ResponseEncoder.Persistence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseHeadTest {
    private final ResponseHead head = new ResponseHead(HeadLimits.DEFAULT);

    @Test
    void plainHeadNeedsNoChange() {
        assertThat(scan("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 12\r\n\r\n"))
                .isPositive();

        assertThat(head.isWhole()).isTrue();
        assertThat(head.line().isCanonical()).isTrue();
        assertThat(head.framing().contentLength()).isEqualTo(12);
        assertThat(head.allowsAnother()).isTrue();
    }

    @Test
    void whatIsForOneHopGoesNoFurther() {
        assertThat(forClient(
                        "HTTP/1.0 404 \u00e4h\r\nA: b\r\nConnection: X, close\r\nx: y\r\nKeep-Alive: timeout=5\r\n"
                                + "Proxy-Connection: z\r\nUpgrade: h2\r\nTE: x\r\nC: d\r\n\r\n",
                        Persistence.SILENT))
                .isEqualTo("HTTP/1.1 404 \u00e4h\r\nA: b\r\nC: d\r\n\r\n");
        assertThat(head.allowsAnother()).isFalse();
    }

    @Test
    void clientIsToldWhatBecomesOfItsConnection() {
        String bare = "HTTP/1.1 200\r\n\r\n";
        assertThat(forClient(bare, Persistence.SILENT)).isEqualTo("HTTP/1.1 200 \r\n\r\n");
        assertThat(forClient(bare, Persistence.CLOSE)).isEqualTo("HTTP/1.1 200 \r\nConnection: close\r\n\r\n");
        assertThat(forClient(bare, Persistence.KEEP_ALIVE))
                .isEqualTo("HTTP/1.1 200 \r\nConnection: keep-alive\r\n\r\n");
    }

    @Test
    void someAnswersHaveNoContentWhateverTheySay() {
        for (String status : List.of("204 No Content", "304 Not Modified", "100 Continue", "199 x")) {
            scan("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n");
            assertThat(head.isWithoutContent(Method.GET)).as(status).isTrue();
        }
        scan("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        assertThat(head.isWithoutContent(Method.GET)).isFalse();
        assertThat(head.isWithoutContent(Method.HEAD)).isTrue();
    }

    @Test
    void nodeTellsHowLongItWaits() {
        assertThat(keepAlive("timeout=5")).isEqualTo(5);
        assertThat(keepAlive("TIMEOUT=15, max=100")).isEqualTo(15);
        assertThat(keepAlive("max=5")).isEqualTo(-1);
        assertThat(keepAlive("timeout=")).isEqualTo(-1);
        assertThat(keepAlive("timeout=x")).isEqualTo(-1);
        assertThat(keepAlive("timeout=99999999999")).isEqualTo(999_999);
    }

    private int keepAlive(String value) {
        scan("HTTP/1.1 200 OK\r\nKeep-Alive: " + value + "\r\n\r\n");
        return head.keepAliveSeconds();
    }

    static List<String> refused() {
        return List.of(
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 \r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1\t200 OK\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.2 200 OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\nServer: x\n\n",
                "HTTP/1.1 200 O\u0000K\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: \u0001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 05\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "y".repeat(40_000),
                "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(129) + "\r\n",
                "\u0016\u0003\u0001");
    }

    @ParameterizedTest
    @MethodSource
    void refused(String response) {
        assertThatThrownBy(() -> scan(response)).isInstanceOf(BadMessageException.class);
    }

    private String forClient(String response, Persistence persistence) {
        assertThat(scan(response)).isEqualTo(response.length());
        ByteBuf out = Unpooled.buffer();
        ResponseEncoder.encode(head, persistence, false, null, out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private int scan(String response) {
        return head.scan(Unpooled.wrappedBuffer(response.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
