package io.steelyard.control.why;

import java.time.Instant;
import java.util.Optional;

/**
 * Why something is not as its tenant would have it.
 *
 * @param code a stable word that scripts may compare
 * @param reason one sentence for people
 * @param since when it became so; empty where that is not known
 * @param nextTry when it is tried again by itself; empty where nothing is
 */
public record Why(String code, String reason, Optional<Instant> since, Optional<Instant> nextTry) {
    public Why(String code, String reason) {
        this(code, reason, Optional.empty(), Optional.empty());
    }

    /** The same, known since then. */
    public Why since(Instant moment) {
        return new Why(code, reason, Optional.of(moment), nextTry);
    }
}
