package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and what a node gets of what is not. */
class RequestHeadTest {
    private static final ClientFacts CLIENT = new ClientFacts(
            Ascii.bytes("192.0.2.1"), Ascii.bytes("X-Forwarded-Proto: http\r\n"), Ascii.bytes("198.51.100.7:80"));
    private static final String ADDED = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http\r\n\r\n";

    private final RequestHead head = new RequestHead(HeadLimits.DEFAULT);

    @Test
    void plainRequestGoesOnAsItCame() {
        assertThat(forNode("GET /a/b?c=d|e HTTP/1.1\r\nhOST: lb.test:8080\r\nAccept:\t*/* \r\nX-1: \u00ff\r\n\r\n"))
                .isEqualTo("GET /a/b?c=d|e HTTP/1.1\r\nhOST: lb.test:8080\r\nAccept:\t*/* \r\nX-1: \u00ff\r\n" + ADDED);
    }

    @Test
    void oneEmptyLineBeforeItIsIgnored() {
        assertThat(forNode("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n" + ADDED);
        assertRefused("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", Fault.BAD_REQUEST);
    }

    @Test
    void absoluteTargetBecomesPathAndHost() {
        String host = "Host: other.test:81\r\n";
        assertThat(forNode("GET http://other.test:81/p?q HTTP/1.1\r\nHost: lb.test\r\nA: b\r\n\r\n"))
                .isEqualTo("GET /p?q HTTP/1.1\r\n" + host + "A: b\r\n" + ADDED);
        assertThat(forNode("GET HTTP://other.test:81 HTTP/1.1\r\nHost: lb.test\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\n" + host + ADDED);
        assertThat(forNode("GET http://other.test:81?q HTTP/1.0\r\n\r\n"))
                .isEqualTo("GET /?q HTTP/1.1\r\n" + host + ADDED);
        assertThat(forNode("OPTIONS http://other.test:81 HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo("OPTIONS * HTTP/1.1\r\n" + host + ADDED);
        assertThat(forNode("OPTIONS http://other.test:81/ HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo("OPTIONS / HTTP/1.1\r\n" + host + ADDED);
    }

    @Test
    void oldRequestWithoutHostGetsOne() {
        assertThat(forNode("GET / HTTP/1.0\r\n\r\n")).isEqualTo("GET / HTTP/1.1\r\nHost: 198.51.100.7:80\r\n" + ADDED);
        assertThat(forNode("GET / HTTP/1.0\r\nHost: a\r\n\r\n")).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n" + ADDED);
    }

    @Test
    void whatIsForOneHopGoesNoFurther() {
        assertThat(forNode("GET / HTTP/1.1\r\nConnection: keep-alive, X-Secret ,,te\r\nHost: a\r\nX-secret: 1\r\n"
                        + "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Connection: x\r\nB: c\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AA\r\nProxy: evil\r\nX_Secret: 2\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\n" + ADDED);
    }

    @Test
    void addressesOfBeforeAreKeptAndOursIsLast() {
        assertThat(forNode("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.0.0.1, 10.0.0.2\r\nB: c\r\n"
                        + "x-forwarded-for:\r\nX-FORWARDED-FOR: ::1\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Port: 1\r\nX_Forwarded_For: 6.6.6.6\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\n"
                        + "X-Forwarded-For: 10.0.0.1, 10.0.0.2, ::1, 192.0.2.1\r\nX-Forwarded-Proto: http\r\n\r\n");
    }

    @Test
    void framingIsWrittenInOneWay() {
        assertThat(forNode("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \tCHUNKED \r\nB: c\r\n\r\n"))
                .isEqualTo("POST / HTTP/1.1\r\nHost: a\r\nB: c\r\nTransfer-Encoding: chunked\r\n" + ADDED);
        assertThat(forNode("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0007\r\nB: c\r\n\r\n"))
                .isEqualTo("POST / HTTP/1.1\r\nHost: a\r\nB: c\r\nContent-Length: 7\r\n" + ADDED);
        assertThat(forNode("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 000\r\n\r\n"))
                .isEqualTo("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n" + ADDED);
    }

    @Test
    void namesThatProgramsTakeForFramingAreLeftOut() {
        assertThat(forNode("POST / HTTP/1.1\r\nHost: a\r\nContent_Length: 9\r\nContent-Length: 5\r\n"
                        + "Transfer_Encoding: chunked\r\n\r\n"))
                .isEqualTo("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n" + ADDED);
        assertThat(forNode("GET / HTTP/1.1\r\nHost: a\r\nX_Custom: kept\r\n\r\n"))
                .contains("X_Custom: kept\r\n");
    }

    @Test
    void lifeOfTheConnectionFollowsVersionAndFields() {
        assertThat(allowsAnother("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).isTrue();
        assertThat(allowsAnother("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\nX: y\r\n\r\n"))
                .isFalse();
        assertThat(allowsAnother("GET / HTTP/1.0\r\n\r\n")).isFalse();
        assertThat(allowsAnother("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"))
                .isTrue();
        assertThat(allowsAnother("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"))
                .isFalse();
    }

    @Test
    void expectationMeansNothingInOldRequests() {
        assertThat(forNode("POST / HTTP/1.0\r\nHost: a\r\nExpect: x\r\nContent-Length: 1\r\n\r\n"))
                .doesNotContain("Expect");
        assertThat(forNode("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n"))
                .contains("Expect: 100-Continue\r\n");
    }

    static List<String> refused() {
        return HostileRequests.HEADS;
    }

    @ParameterizedTest
    @MethodSource
    void refused(String request) {
        assertThatThrownBy(() -> scan(request)).isInstanceOf(BadMessageException.class);
    }

    @Test
    void refusalSaysWhy() {
        assertRefused("GET / HTTP/2.0\r\nHost: a\r\n\r\n", Fault.VERSION_NOT_SUPPORTED);
        assertRefused("GET / HTTP/1.2\r\nHost: a\r\n\r\n", Fault.VERSION_NOT_SUPPORTED);
        assertRefused("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", Fault.NOT_IMPLEMENTED);
        assertRefused("X".repeat(33) + " / HTTP/1.1\r\nHost: a\r\n\r\n", Fault.NOT_IMPLEMENTED);
        assertRefused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", Fault.NOT_IMPLEMENTED);
        assertRefused("POST / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", Fault.EXPECTATION_FAILED);
        assertRefused("GET /" + "a".repeat(8_192) + " HTTP/1.1\r\nHost: a\r\n\r\n", Fault.URI_TOO_LONG);
        assertRefused("GET /" + "a".repeat(9_000), Fault.URI_TOO_LONG);
        assertRefused("GET / HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(33_000), Fault.HEAD_TOO_LARGE);
        assertRefused("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(128) + "\r\n", Fault.HEAD_TOO_LARGE);
        assertRefused("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(200), Fault.HEAD_TOO_LARGE);
    }

    @Test
    void everyLimitIsReached() {
        assertThat(scan("GET /" + "a".repeat(8_192 - 14) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isPositive();
        assertThat(scan("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(127) + "\r\n"))
                .isPositive();
        assertThat(scan("GET / HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(32_000) + "\r\n\r\n"))
                .isPositive();
        assertThat(scan("X".repeat(32) + " / HTTP/1.1\r\nHost: a\r\n\r\n")).isPositive();
    }

    @Test
    void partOfARequestIsIncompleteWhereverItEnds() {
        String whole =
                "\r\nPOST http://a.test/p?q HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\nConnection: x\r\n\r\n";

        for (int end = 1; end < whole.length(); end++) {
            assertThat(scan(whole.substring(0, end))).as("%d octets", end).isEqualTo(MessageHead.INCOMPLETE);
        }
        assertThat(scan(whole + "what follows")).isEqualTo(whole.length());
    }

    @Test
    void oneRequestLeavesNoTraceInTheNext() {
        scan("POST http://other/ HTTP/1.1\r\nHost: a\r\nContent-Length: 0005\r\nConnection: close, x\r\nX: y\r\n"
                + "Upgrade: z\r\nExpect: 100-continue\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n");

        assertThat(forNode("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\nX: y\r\nD: e\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nB: c\r\nX: y\r\nD: e\r\n" + ADDED);
        assertThat(head.allowsAnother()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.framing().hasContentLength()).isFalse();
    }

    private boolean allowsAnother(String request) {
        scan(request);
        return head.allowsAnother();
    }

    private String forNode(String request) {
        assertThat(scan(request)).isEqualTo(request.length());
        ByteBuf out = Unpooled.buffer();
        RequestEncoder.encode(head, CLIENT, null, out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private void assertRefused(String request, Fault fault) {
        assertThatThrownBy(() -> scan(request))
                .isInstanceOfSatisfying(
                        BadMessageException.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault));
    }

    private int scan(String request) {
        return head.scan(Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
