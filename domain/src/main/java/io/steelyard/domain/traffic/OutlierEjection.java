package io.steelyard.domain.traffic;

import java.time.Duration;

/**
 * A node that too many requests fail at gets nothing new for a while.
 *
 * @param errorPercent of the requests within the window that fail, or are answered with a status of 5xx; 1 to 100
 * @param window 1 to 300 s
 * @param minRequests within the window, below which nothing is judged; 1 to 100,000
 * @param ejection how long it gets nothing new, 1 to 3600 s
 * @param maxEjectedPercent of the nodes, rounded down, that may be away for this reason; 1 to 100
 */
public record OutlierEjection(
        int errorPercent, Duration window, int minRequests, Duration ejection, int maxEjectedPercent)
        implements TrafficOption {
    public static final int MAX_WINDOW_SECONDS = 300;
    public static final int MAX_MIN_REQUESTS = 100_000;
    public static final int MAX_EJECTION_SECONDS = 3600;

    public OutlierEjection {
        requireWithin("errorPercent", errorPercent, 100);
        requireWithin("window", window.toSeconds(), MAX_WINDOW_SECONDS);
        requireWithin("minRequests", minRequests, MAX_MIN_REQUESTS);
        requireWithin("ejection", ejection.toSeconds(), MAX_EJECTION_SECONDS);
        requireWithin("maxEjectedPercent", maxEjectedPercent, 100);
    }

    private static void requireWithin(String name, long value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is 1 to " + most + ", not " + value);
        }
    }
}
