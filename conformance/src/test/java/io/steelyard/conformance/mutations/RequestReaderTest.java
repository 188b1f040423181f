package io.steelyard.conformance.mutations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void requestsThatFollowEachOtherAreReadApart() {
        String chunked = "PUT /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\n\r\n";
        String sized = "POST http://a/c HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nGET";

        assertThat(RequestReader.all(octets(GET + chunked + sized + GET)))
                .extracting(Request::target, Request::content)
                .containsExactly(tuple("/a", ""), tuple("/b", "abc"), tuple("/c", "GET"), tuple("/a", ""));
    }

    @Test
    void nothingIsReadBehindTheLastRequest() {
        String last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        assertThat(RequestReader.all(octets(last + GET))).hasSize(1);
        assertThat(RequestReader.all(octets("GET / HTTP/1.0\r\n\r\n" + GET))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n0\r\n\r\n"
            })
    void whatIsMalformedIsNoRequestAndNothingBehindItEither(String malformed) {
        assertThat(RequestReader.all(octets(malformed + GET))).isEmpty();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
