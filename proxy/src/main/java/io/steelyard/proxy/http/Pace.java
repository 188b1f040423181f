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

    PaceMeter meterOfContent() {
        return meter(content);
    }

    PaceMeter meterOfAnswers() {
        return meter(answers);
    }

    private PaceMeter meter(int rate) {
        return new PaceMeter(rate * window.toMillis() / 1000, window.toNanos());
    }
}
