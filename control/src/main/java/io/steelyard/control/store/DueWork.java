package io.steelyard.control.store;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;

/**
 * Work as it waits.
 *
 * @param due when it will be taken up; while it is in lease, when the lease ends
 * @param attempts how often it was claimed since it last became due by an edit, 0 or more
 */
public record DueWork(LoadBalancerId loadBalancer, Instant due, int attempts) {}
