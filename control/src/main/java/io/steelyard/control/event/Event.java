package io.steelyard.control.event;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;

/**
 * Something that happened to a balancer.
 *
 * @param summary one sentence for people
 */
public record Event(LoadBalancerId loadBalancer, TenantId tenant, Type type, String summary, Instant at) {
    /** The kinds of events. */
    public enum Type {
        CREATED,
        UPDATED,
        APPLIED,
        FAILED,
        SUSPENDED,
        RESUMED,
        RESYNCED,
        NODE_STATUS,
        DELETE_REQUESTED,
        DELETED
    }
}
