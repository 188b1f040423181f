package io.steelyard.domain.throttle;

import java.time.Duration;

/**
 * How many connections one client address may have (2010 specification, section 4.13).
 *
 * @param minConnections 0 to 1000: up to so many at once are always let in
 * @param maxConnections 0 to 100,000 at once; 0 is no limit
 * @param maxConnectionRate 0 to 100,000 new ones per {@code rateInterval}; 0 is no limit
 * @param rateInterval 1 to 3600 s
 */
public record ConnectionThrottle(int minConnections, int maxConnections, int maxConnectionRate, Duration rateInterval) {
    public static final int MAX_MIN_CONNECTIONS = 1000;
    public static final int MAX_CONNECTIONS = 100_000;
    public static final int MAX_RATE = 100_000;
    public static final Duration MAX_INTERVAL = Duration.ofHours(1);

    public ConnectionThrottle {
        requireWithin("minConnections", minConnections, MAX_MIN_CONNECTIONS);
        requireWithin("maxConnections", maxConnections, MAX_CONNECTIONS);
        requireWithin("maxConnectionRate", maxConnectionRate, MAX_RATE);
        if (rateInterval.toSeconds() < 1 || rateInterval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("a rate interval is 1 to 3600 s, not " + rateInterval);
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is 0 to " + most + ", not " + value);
        }
    }
}
