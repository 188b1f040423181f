package io.steelyard.proxy.upstream;

import java.util.function.LongSupplier;

/**
 * What watches over the nodes of this process.
 *
 * @param nanoTime the monotonic time
 */
public record NodeHealth(HealthLimits limits, LongSupplier nanoTime, Prober prober) {}
