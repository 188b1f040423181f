package io.steelyard.domain.listener;

import io.steelyard.domain.pool.PoolId;

/** Sends traffic to a pool of the listener's balancer. */
public record Forward(PoolId pool) implements Action {}
