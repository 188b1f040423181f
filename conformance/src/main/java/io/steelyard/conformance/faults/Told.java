package io.steelyard.conformance.faults;

import java.nio.charset.StandardCharsets;

/** What a client was told. */
enum Told {
    /** 200, whole. */
    SERVED,
    /** 503, whole: no node could. */
    UNAVAILABLE,
    /** An answer that began and did not look whole, as the node's did not. */
    CUT,
    /** Nothing, or what no client can make sense of. */
    NOTHING;

    private static final String SERVED_END = "\r\n\r\n" + Flapping.CONTENT;

    /** @param octets all that came until the end of the connection */
    static Told of(byte[] octets) {
        String answer = new String(octets, StandardCharsets.ISO_8859_1);
        if (answer.startsWith("HTTP/1.1 503 ") && answer.contains("\r\n\r\n")) {
            return UNAVAILABLE;
        }
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            return NOTHING;
        }
        return answer.endsWith(SERVED_END) ? SERVED : CUT;
    }
}
