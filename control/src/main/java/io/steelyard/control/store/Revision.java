package io.steelyard.control.store;

import io.steelyard.domain.loadbalancer.LoadBalancer;
import java.time.Instant;

/** A balancer's configuration as of one generation. */
public record Revision(long generation, LoadBalancer configuration, Instant at) {}
