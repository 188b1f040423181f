package io.steelyard.control.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are wanted.
 *
 * @param folded only these; empty: both
 * @param start only those that ran after it
 * @param end only those that began before it
 */
public record UsageFilter(Optional<Boolean> folded, Instant start, Instant end) {
    public boolean passes(UsageRecord usage) {
        return folded.filter(wanted -> wanted != usage.folded()).isEmpty()
                && usage.start().isBefore(end)
                && usage.end().filter(ended -> !ended.isAfter(start)).isEmpty();
    }
}
