package io.steelyard.domain.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What says that an instance is there, other than a person. */
public sealed interface Origin {
    /**
     * The instance itself, again and again.
     *
     * @param until when it counts as stopped unless it says so again; what is stopped keeps the last one
     * @param life how long each announcement counts
     */
    record Announced(Instant until, Duration life) implements Origin {}

    /**
     * A cloud that lists it.
     *
     * @param source names the cloud among those that are asked
     * @param gone when it was first missing from the list; empty while it is there
     */
    record Discovered(String source, Optional<Instant> gone) implements Origin {}
}
