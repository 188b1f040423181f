package io.steelyard.conformance.mutations;

import io.steelyard.conformance.SteelyardProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What inputs are made of: valid requests, and those of {@code conformance/http-corpus}.
 *
 * @param http1 whole requests, or what looks like some
 * @param http2 the preface and frames behind it
 */
record Bases(List<byte[]> http1, List<byte[]> http2) {
    private static final int LONGEST = 4096;
    private static final List<String> VALID = List.of(
            "GET /a?b=c HTTP/1.1\r\nHost: lb.test\r\nAccept: */*\r\n\r\n",
            "HEAD /head HTTP/1.1\r\nHost: lb.test\r\nUser-Agent: x\r\n\r\n",
            "GET http://lb.test/x HTTP/1.1\r\nHost: lb.test\r\nConnection: X-A\r\nX-A: b\r\n\r\n",
            "POST /p HTTP/1.1\r\nHost: lb.test:80\r\nContent-Length: 45\r\n\r\n"
                    + "GET /smuggled HTTP/1.1\r\nHost: lb.test\r\n\r\n1234",
            "POST /c HTTP/1.1\r\nHost: lb.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5;a=\"b\"\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
            "PUT /t HTTP/1.1\r\nHost: lb.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "26\r\nGET /smuggled HTTP/1.1\r\nHost: lb.test\r\n\r\n0\r\n\r\n",
            "PUT / HTTP/1.0\r\nHost: lb.test\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc",
            "OPTIONS * HTTP/1.1\r\nHost: lb.test\r\nTE: x\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n",
            "GET /ws HTTP/1.1\r\nHost: lb.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            "POST /e HTTP/1.1\r\nHost: lb.test\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok");

    static Bases read() throws IOException {
        List<byte[]> http1 = new ArrayList<>();
        VALID.forEach(request -> http1.add(request.getBytes(StandardCharsets.ISO_8859_1)));
        Path cases = SteelyardProcess.home().resolve(Path.of("conformance", "http-corpus", "cases"));
        try (Stream<Path> files = Files.list(cases)) {
            for (Path file : files.sorted().toList()) {
                byte[] octets = Files.readAllBytes(file);
                if (octets.length <= LONGEST) {
                    http1.add(octets);
                }
            }
        }
        return new Bases(
                http1, List.of(http2("GET", "/a", ""), http2("POST", "/p", "hello, node"), http2("PUT", "/", "x")));
    }

    private static byte[] http2(String method, String path, String content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(frame(4, 0, 0, new byte[0]));
        for (int stream = 1; stream < 6; stream += 2) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            field(":method", method, head);
            field(":scheme", "http", head);
            field(":authority", "lb.test", head);
            field(":path", path, head);
            field("x-a", "b", head);
            all.writeBytes(frame(1, content.isEmpty() ? 5 : 4, stream, head.toByteArray()));
            if (!content.isEmpty()) {
                all.writeBytes(frame(0, 1, stream, content.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return all.toByteArray();
    }

    /** Literal and not indexed (RFC 7541 section 6.2.2). */
    private static void field(String name, String value, ByteArrayOutputStream out) {
        out.write(0);
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(value.length());
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
