package io.steelyard.control.event;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a balancer.
 *
 * @param summary one sentence for people
 * @param subject the part of the balancer that it is about; empty for the balancer as a whole
 */
public record Event(
        LoadBalancerId loadBalancer,
        TenantId tenant,
        Type type,
        String summary,
        Instant at,
        Optional<Subject> subject) {
    /** One about the balancer as a whole. */
    public Event(LoadBalancerId loadBalancer, TenantId tenant, Type type, String summary, Instant at) {
        this(loadBalancer, tenant, type, summary, at, Optional.empty());
    }

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
        /** Lines of its access log are missing. */
        LOG_LOST,
        DELETE_REQUESTED,
        DELETED,
        /** A part came. */
        ADDED,
        /** A part is otherwise. */
        CHANGED,
        /** A part went. */
        REMOVED,
        /** A subscription to the account's events was given up. */
        SUBSCRIPTION_DISABLED
    }
}
