package io.steelyard.domain.observed;

import io.steelyard.domain.loadbalancer.LoadBalancerId;

/**
 * All that a host has counted of a balancer since it began to. Being totals, they may be told twice.
 *
 * @param epoch of this count; another one began at nothing
 * @param plain at listeners without TLS
 * @param secure at listeners where TLS ends
 */
public record TrafficReport(LoadBalancerId loadBalancer, long epoch, Traffic plain, Traffic secure) {}
