package io.steelyard.domain.monitor;

import java.time.Duration;

/**
 * How nodes are checked (2010 specification, section 4.10).
 *
 * @param delay between the starts of two checks of a node, 1 to 3600 s
 * @param timeout for one check, 1 to 300 s
 * @param attemptsBeforeDeactivation 1 to 10 failed checks in a row take a node out
 */
public record HealthMonitor(Check check, Duration delay, Duration timeout, int attemptsBeforeDeactivation) {
    public static final Duration MAX_DELAY = Duration.ofHours(1);
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
    public static final int MAX_ATTEMPTS = 10;

    public HealthMonitor {
        requireWithin("delay", delay, MAX_DELAY);
        requireWithin("timeout", timeout, MAX_TIMEOUT);
        if (attemptsBeforeDeactivation < 1 || attemptsBeforeDeactivation > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("1 to 10 attempts, not " + attemptsBeforeDeactivation);
        }
    }

    private static void requireWithin(String name, Duration value, Duration most) {
        if (value.toSeconds() < 1 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is 1 s to " + most + ", not " + value);
        }
    }
}
