package io.steelyard.control.ratelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is left of one limit of one account. It fills evenly, so that no moment is better than another to ask again. Counted
 * in whole numbers, of which one request is as many as the unit has microseconds: after the wait that was named, it is there.
 *
 * <p>Threading: used under its account's lock alone. Times are of a monotonic ticker, in nanoseconds.
 */
final class TokenBucket {
    private final RateLimit limit;
    private final long request;
    private final long full;
    private long credit;
    private long filledAtMicros;

    TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.request = TimeUnit.NANOSECONDS.toMicros(limit.unit().length().toNanos());
        this.full = request * limit.value();
        this.credit = full;
        this.filledAtMicros = micros(now);
    }

    RateLimit limit() {
        return limit;
    }

    /** How long until there is one; zero when there is. */
    Duration untilOne(long now) {
        fill(now);
        long missing = Math.max(0, request - credit);
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Math.ceilDiv(missing, limit.value())));
    }

    /** Only when there is one. */
    void takeOne() {
        credit -= request;
    }

    /** How many there are. */
    int remaining(long now) {
        fill(now);
        return (int) (credit / request);
    }

    private void fill(long now) {
        long passed = Math.clamp(micros(now) - filledAtMicros, 0, request);
        credit = Math.min(full, credit + passed * limit.value());
        filledAtMicros = micros(now);
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos, 1_000);
    }
}
