package io.steelyard.control.store;

import io.steelyard.domain.loadbalancer.LoadBalancerId;

/**
 * "Bring this balancer to what was asked for last." At most one per balancer: edits coalesce.
 *
 * @param attempts how often it was claimed since it last became due by an edit, this claim included; 1 or more
 */
public record Work(LoadBalancerId loadBalancer, int attempts) {}
