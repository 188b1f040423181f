package io.steelyard.domain.access;

import io.steelyard.domain.virtualip.Cidr;
import java.time.Instant;

/**
 * Which clients a balancer takes connections from (2010 specification, section 4.9).
 *
 * @param id 1 to 2³¹−1, never given twice
 * @param address of one client or of a network, as its owner wrote it: clients look for what they sent
 * @param created when it was added; it never changes
 */
public record AccessRule(int id, AccessType type, String address, Instant created) {
    public AccessRule {
        if (id <= 0) {
            throw new IllegalArgumentException("an access rule's id is positive, not " + id);
        }
        Cidr.require(address);
    }

    /** What the address of a TCP peer is matched against. */
    public Cidr network() {
        return Cidr.require(address);
    }
}
