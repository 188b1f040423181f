package io.steelyard.conformance.http;

import java.nio.charset.StandardCharsets;

/**
 * A whole answer.
 *
 * @param keepsOpen whether another request may follow on its connection
 */
public record PlainAnswer(int status, boolean keepsOpen, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
