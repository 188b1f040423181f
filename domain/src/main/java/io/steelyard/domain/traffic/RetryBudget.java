package io.steelyard.domain.traffic;

/**
 * How many requests, or connections, may be tried again at another node: a share of all, and some every second so that
 * there are some where there is little traffic. Beyond them what failed has failed.
 *
 * @param percent of all requests, 0 to 100
 * @param perSecond besides, 0 to 1000
 */
public record RetryBudget(int percent, int perSecond) implements TrafficOption {
    public static final int MAX_PER_SECOND = 1000;

    public RetryBudget {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a share of requests is 0 to 100 percent, not " + percent);
        }
        if (perSecond < 0 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException("retries per second are 0 to " + MAX_PER_SECOND + ", not " + perSecond);
        }
    }
}
