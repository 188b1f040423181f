package io.steelyard.domain.loadbalancer;

import java.util.Optional;

/** What a balancer's tenant is told about it (2010 specification, section 4.16). Always computed, never set. */
public enum Status {
    ACTIVE,
    BUILD,
    PENDING_UPDATE,
    PENDING_DELETE,
    SUSPENDED,
    ERROR,
    DELETED;

    /** The first that fits, in the order of the lines below. */
    public static Status of(
            Lifecycle lifecycle,
            boolean suspended,
            long generation,
            long appliedGeneration,
            Optional<Failure> failure) {
        if (lifecycle == Lifecycle.DELETED) {
            return DELETED;
        }
        if (lifecycle == Lifecycle.DELETING) {
            return PENDING_DELETE;
        }
        if (suspended) {
            return SUSPENDED;
        }
        if (failure.isPresent()) {
            return ERROR;
        }
        if (appliedGeneration == 0) {
            return BUILD;
        }
        return appliedGeneration < generation ? PENDING_UPDATE : ACTIVE;
    }
}
