package io.steelyard.domain.persistence;

import java.time.Duration;
import java.util.Optional;

/**
 * A session's cookie where it is not the usual one.
 *
 * @param name what clients keep it as
 * @param lifetime how long it counts after it was given; empty until the browser's session ends
 * @param follows the application's cookie that it comes with, has the attributes of, and counts for nothing without; empty
 *     where it stands by itself
 */
public record SessionCookie(String name, Optional<Duration> lifetime, Optional<String> follows) {
    /** One that stands by itself. */
    public static SessionCookie lasting(String name, Optional<Duration> lifetime) {
        return new SessionCookie(name, lifetime, Optional.empty());
    }

    /** One that lives as long as the application's. */
    public static SessionCookie following(String name, String application) {
        return new SessionCookie(name, Optional.empty(), Optional.of(application));
    }
}
