package io.steelyard.control.maintenance;

import java.time.Duration;
import java.time.Instant;

/**
 * Tenants are answered 503 while this is on; traffic goes on.
 *
 * @param retryAfter what they are told to wait, 1 s to 24 h
 * @param reason for operators; may be empty
 */
public record Maintenance(Instant since, Duration retryAfter, String reason) {
    public static final Duration LONGEST_RETRY = Duration.ofHours(24);
    public static final int LONGEST_REASON = 256;

    public Maintenance {
        if (retryAfter.compareTo(Duration.ofSeconds(1)) < 0 || retryAfter.compareTo(LONGEST_RETRY) > 0) {
            throw new IllegalArgumentException("tenants are told to wait 1 s to 24 h, not " + retryAfter);
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has at most " + LONGEST_REASON + " characters");
        }
    }
}
