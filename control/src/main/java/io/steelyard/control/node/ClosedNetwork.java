package io.steelyard.control.node;

import io.steelyard.domain.virtualip.Cidr;
import java.time.Instant;

/**
 * A network, or a single address, that tenants may not have traffic sent to.
 *
 * @param reason for operators; may be empty
 */
public record ClosedNetwork(Cidr network, String reason, Instant since) {
    public static final int LONGEST_REASON = 256;

    public ClosedNetwork {
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has at most " + LONGEST_REASON + " characters");
        }
    }
}
