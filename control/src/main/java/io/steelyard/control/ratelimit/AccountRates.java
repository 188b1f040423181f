package io.steelyard.control.ratelimit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is left of all limits of one account. Safe for any number of threads. */
final class AccountRates {
    private final List<TokenBucket> buckets;

    AccountRates(RateLimits limits, long now) {
        buckets = limits.limits().stream()
                .map(limit -> new TokenBucket(limit, now))
                .toList();
    }

    /**
     * Counts a request against each limit that covers it, or against none.
     *
     * @return how long to wait when one of them is used up
     */
    synchronized Optional<Duration> take(Verb verb, String path, long now) {
        List<TokenBucket> covering = buckets.stream()
                .filter(bucket -> bucket.limit().covers(verb, path))
                .toList();
        Optional<Duration> wait = covering.stream()
                .map(bucket -> bucket.untilOne(now))
                .max(Comparator.naturalOrder())
                .filter(Duration::isPositive);
        if (wait.isEmpty()) {
            covering.forEach(TokenBucket::takeOne);
        }
        return wait;
    }

    synchronized List<RateState> states(long now) {
        return buckets.stream()
                .map(bucket -> new RateState(bucket.limit(), bucket.remaining(now), bucket.untilOne(now)))
                .toList();
    }
}
