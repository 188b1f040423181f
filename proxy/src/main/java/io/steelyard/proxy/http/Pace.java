package io.steelyard.proxy.http;

import java.time.Duration;

/**
 * How fast clients must be while nothing but them holds a request up, in octets of a second on the average of a window; 0
 * for any pace.
 *
 * @param content of what they send
 * @param answers of what they take
 */
public record Pace(int content, int answers, Duration window) {
    public static final Pace DEFAULT = new Pace(50, 100, Duration.ofSeconds(30));

    /** In octets of a window. */
    long contentOfWindow() {
        return content * window.toMillis() / 1000;
    }

    /** In octets of a window. */
    long answersOfWindow() {
        return answers * window.toMillis() / 1000;
    }
}
