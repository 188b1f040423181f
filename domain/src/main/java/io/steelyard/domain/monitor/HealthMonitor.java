package io.steelyard.domain.monitor;

import io.steelyard.domain.listener.Port;
import java.time.Duration;
import java.util.Optional;

/**
 * How nodes are checked (2010 specification, section 4.10).
 *
 * @param delay between the starts of two checks of a node, 1 to 3600 s
 * @param timeout for one check, 1 to 300 s
 * @param attemptsBeforeDeactivation 1 to 10 failed checks in a row take a node out
 * @param attemptsBeforeReturn 1 to 10 passed checks in a row bring a node back that was taken out
 * @param port where nodes are checked; empty for where they get their traffic
 */
public record HealthMonitor(
        Check check,
        Duration delay,
        Duration timeout,
        int attemptsBeforeDeactivation,
        int attemptsBeforeReturn,
        Optional<Port> port) {
    public static final Duration MAX_DELAY = Duration.ofHours(1);
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
    public static final int MAX_ATTEMPTS = 10;

    public HealthMonitor {
        requireWithin("delay", delay, MAX_DELAY);
        requireWithin("timeout", timeout, MAX_TIMEOUT);
        requireAttempts(attemptsBeforeDeactivation);
        requireAttempts(attemptsBeforeReturn);
    }

    /** One that checks nodes where they get their traffic, and takes them back with the first check that passes. */
    public HealthMonitor(Check check, Duration delay, Duration timeout, int attemptsBeforeDeactivation) {
        this(check, delay, timeout, attemptsBeforeDeactivation, 1, Optional.empty());
    }

    /** The same where nodes are checked, and come back, as by that one. */
    public HealthMonitor at(HealthMonitor other) {
        return new HealthMonitor(
                check, delay, timeout, attemptsBeforeDeactivation, other.attemptsBeforeReturn, other.port);
    }

    private static void requireAttempts(int attempts) {
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("1 to 10 attempts, not " + attempts);
        }
    }

    private static void requireWithin(String name, Duration value, Duration most) {
        if (value.toSeconds() < 1 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is 1 s to " + most + ", not " + value);
        }
    }
}
