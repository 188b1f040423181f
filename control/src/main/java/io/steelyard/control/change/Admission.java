package io.steelyard.control.change;

import java.time.Duration;

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
     * @param patience 0 or more
     */
    record WhenSettled(Duration patience) implements Admission {}
}
