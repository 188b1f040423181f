package io.steelyard.domain.desired;

import io.steelyard.domain.loadbalancer.LoadBalancerId;

/** What a host is to do about one balancer. A balancer goes only by a tombstone, never by being left out. */
public sealed interface Entry {
    LoadBalancerId id();

    /** Orders entries of one balancer within one store epoch. */
    long generation();

    /** Serve this. */
    record Present(LoadBalancerId id, long generation, DesiredLoadBalancer desired) implements Entry {}

    /** Serve this no longer. */
    record Absent(LoadBalancerId id, long generation) implements Entry {}
}
