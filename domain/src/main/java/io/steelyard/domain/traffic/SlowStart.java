package io.steelyard.domain.traffic;

import java.time.Duration;

/**
 * A node that comes, or comes back, gets its full share only after a while, and until then one that grows evenly.
 *
 * @param window until the full share, 1 to 900 s
 */
public record SlowStart(Duration window) implements TrafficOption {
    public static final int MAX_SECONDS = 900;

    public SlowStart {
        if (window.toSeconds() < 1 || window.compareTo(Duration.ofSeconds(MAX_SECONDS)) > 0) {
            throw new IllegalArgumentException("a slow start takes 1 to " + MAX_SECONDS + " s, not " + window);
        }
    }
}
