package io.steelyard.domain.listener;

import io.steelyard.domain.pool.PoolId;

/** What a listener does with traffic: it sends it to a pool of its balancer. */
public record Forward(PoolId pool) {}
