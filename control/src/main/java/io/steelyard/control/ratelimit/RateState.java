package io.steelyard.control.ratelimit;

import java.time.Duration;

/**
 * How much an account has left of a limit.
 *
 * @param remaining requests that it may send at once
 * @param nextIn when it may send the next one; zero for now
 */
public record RateState(RateLimit limit, int remaining, Duration nextIn) {}
