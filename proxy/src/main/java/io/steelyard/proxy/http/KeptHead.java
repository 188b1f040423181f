package io.steelyard.proxy.http;

import io.steelyard.proxy.cache.KeptAnswer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** The head of an answer as a cache keeps it: what only held for one connection and one moment is left out. */
final class KeptHead {
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final List<byte[]> LEFT_OUT = List.of(
            Ascii.bytes("age"),
            Ascii.bytes("content-length"),
            Ascii.bytes("transfer-encoding"),
            Ascii.bytes("trailer"),
            Ascii.bytes("proxy-authenticate"),
            Ascii.bytes("proxy-authentication-info"));

    private KeptHead() {}

    /** As {@link KeptAnswer#head}, of a head that was judged: no line of it can be read as two. */
    static byte[] of(ResponseHead head) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = head.lines().start(0) + head.line().statusOffset();
        out.writeBytes(VERSION);
        out.write(head.octets(), status, head.lines().end(0) - status);
        if (head.line().isReasonMissing()) {
            out.write(Octets.SP);
        }
        out.writeBytes(CRLF);
        for (int line = 1; line < head.lines().count(); line++) {
            if (!head.isDropped(line) && !isLeftOut(head, line)) {
                int from = head.lines().start(line);
                out.writeBytes(
                        Arrays.copyOfRange(head.octets(), from, head.lines().end(line)));
                out.writeBytes(CRLF);
            }
        }
        return out.toByteArray();
    }

    private static boolean isLeftOut(ResponseHead head, int line) {
        return LEFT_OUT.stream().anyMatch(name -> head.isField(line, name));
    }
}
