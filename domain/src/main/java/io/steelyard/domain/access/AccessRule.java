package io.steelyard.domain.access;

import io.steelyard.domain.virtualip.Cidr;
import java.time.Instant;

/**
 * Which clients a balancer takes connections from (2010 specification, section 4.9).
 *
 * @param id 1 to 2³¹−1, never given twice
 * @param network matched against the address of the TCP peer
 * @param created when it was added; it never changes
 */
public record AccessRule(int id, AccessType type, Cidr network, Instant created) {
    public AccessRule {
        if (id <= 0) {
            throw new IllegalArgumentException("an access rule's id is positive, not " + id);
        }
    }
}
