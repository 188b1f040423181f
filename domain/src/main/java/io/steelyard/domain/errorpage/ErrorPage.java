package io.steelyard.domain.errorpage;

import java.nio.charset.StandardCharsets;

/**
 * What HTTP clients see with a 503 that the balancer itself makes.
 *
 * @param content HTML, at most 64 KiB as UTF-8
 */
public record ErrorPage(String content) {
    public static final int MAX_BYTES = 64 * 1024;

    public ErrorPage {
        if (!isValid(content)) {
            throw new IllegalArgumentException("an error page has at most " + MAX_BYTES + " bytes");
        }
    }

    public static boolean isValid(String content) {
        return content.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
