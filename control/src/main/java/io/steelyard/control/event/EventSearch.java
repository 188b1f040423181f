package io.steelyard.control.event;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of a balancer's events are wanted, newest first.
 *
 * @param part only those about it; empty for all
 * @param since at this moment or later
 * @param from the highest id wanted, inclusive
 * @param offset how many of those to skip, 0 or more
 * @param limit how many at most, 1 or more
 */
public record EventSearch(
        LoadBalancerId loadBalancer, Optional<Part> part, Optional<Instant> since, long from, int offset, int limit) {}
