package io.steelyard.proxy.http;

import java.nio.charset.StandardCharsets;

/** Text that goes on the wire. */
final class Ascii {
    private Ascii() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
