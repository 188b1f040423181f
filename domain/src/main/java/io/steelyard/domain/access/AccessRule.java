package io.steelyard.domain.access;

import io.steelyard.domain.virtualip.Cidr;

/**
 * Which clients a balancer takes connections from (2010 specification, section 4.7).
 *
 * @param id 1 to 2³¹−1, unique within its balancer
 * @param network matched against the address of the TCP peer
 */
public record AccessRule(int id, AccessType type, Cidr network) {
    public AccessRule {
        if (id <= 0) {
            throw new IllegalArgumentException("an access rule's id is positive, not " + id);
        }
    }
}
