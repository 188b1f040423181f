package io.steelyard.conformance.mutations;

/**
 * How a run goes.
 *
 * @param count inputs
 * @param first the number of the first one
 * @param seed what they are made by
 * @param clients that send at once
 */
public record MutationsPlan(long count, long first, long seed, int clients) {}
