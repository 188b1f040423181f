package io.steelyard.domain.observed;

import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;

/** What a host made of an {@link io.steelyard.domain.desired.Entry}. */
public sealed interface EntryReport {
    LoadBalancerId id();

    long generation();

    /**
     * Every connection accepted on this host after this report is served by this generation or a later one; what the
     * generation removed is released or draining.
     */
    record Applied(LoadBalancerId id, long generation) implements EntryReport {}

    /** The host serves on with the last generation it could apply. */
    record Rejected(LoadBalancerId id, long generation, Failure.Code code, String reason) implements EntryReport {}
}
