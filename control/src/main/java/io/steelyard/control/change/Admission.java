package io.steelyard.control.change;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether an edit may come while an earlier one is still being applied. The model allows it always; only a dialect
 * that promises otherwise asks for less.
 */
public sealed interface Admission {
    /** Edits coalesce. */
    record Always() implements Admission {}

    /**
     * Waits for the earlier edit, and refuses when that takes longer.
     *
     * @param limit 0 or more
     */
    record WhenSettled(Duration limit) implements Admission {}

    /**
     * As {@code otherwise}, and only while nobody has asked for anything else in between.
     *
     * @param generation what the caller has seen
     */
    record Unchanged(long generation, Admission otherwise) implements Admission {}

    /** As {@code otherwise}, and nothing is kept: what would have changed is thrown as a {@link DryRunException}. */
    record DryRun(Admission otherwise) implements Admission {}

    /** Whether an edit is only tried. */
    default boolean isDryRun() {
        return this instanceof DryRun;
    }

    /** How long to wait until an earlier edit is applied; empty when it does not matter. */
    default Optional<Duration> patience() {
        return switch (this) {
            case Always() -> Optional.empty();
            case WhenSettled(Duration limit) -> Optional.of(limit);
            case Unchanged(long generation, Admission otherwise) -> otherwise.patience();
            case DryRun(Admission otherwise) -> otherwise.patience();
        };
    }

    /** Whether this generation is the one that the caller has seen, or the caller does not mind. */
    default boolean accepts(long current) {
        return switch (this) {
            case Always() -> true;
            case WhenSettled(Duration limit) -> true;
            case DryRun(Admission otherwise) -> otherwise.accepts(current);
            case Unchanged(long generation, Admission otherwise) -> generation == current && otherwise.accepts(current);
        };
    }
}
