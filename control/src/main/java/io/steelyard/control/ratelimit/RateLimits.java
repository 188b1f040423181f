package io.steelyard.control.ratelimit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rate limits of an account; a request has to keep all that cover it.
 *
 * @param limits at most {@value #MOST}; none leaves every request alone
 */
public record RateLimits(List<RateLimit> limits) {
    public static final int MOST = 32;
    public static final RateLimits NONE = new RateLimits(List.of());
    /** As the later Rackspace service had it per verb: enough for a program that polls, an end to a loop that forgot to wait. */
    public static final RateLimits DEFAULT = new RateLimits(Stream.of(Verb.values())
            .map(verb -> new RateLimit(verb, "/*", 600_000, RateUnit.HOUR))
            .toList());

    private static final String NOTHING = "none";

    public RateLimits {
        limits = List.copyOf(limits);
        if (limits.size() > MOST) {
            throw new IllegalArgumentException("there are at most " + MOST + " rate limits, not " + limits.size());
        }
    }

    /**
     * Reads limits with commas between them, or {@code none}.
     *
     * @throws IllegalArgumentException with a sentence that shows the right form
     */
    public static RateLimits parse(String text) {
        if (text.strip().equals(NOTHING)) {
            return NONE;
        }
        return new RateLimits(Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(RateLimit::parse)
                .toList());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return limits.isEmpty()
                ? NOTHING
                : limits.stream().map(RateLimit::toString).collect(Collectors.joining(", "));
    }
}
