package io.steelyard.conformance.churn;

import java.time.Instant;

/**
 * A request without a right answer, as its client saw it.
 *
 * @param seen in {@link System#nanoTime}
 */
public record Failure(long request, Instant at, long seen, String reason) {}
