package io.steelyard.conformance.churn;

/**
 * How much is asked and how much is broken meanwhile.
 *
 * @param requests at least
 * @param changes how often a node is added, drained, enabled again, disabled and removed
 * @param kills how often a node's process is killed and started again
 * @param clients that ask at once, half of them on a new connection for each request
 * @param algorithm of the balancer
 */
public record Plan(long requests, int changes, int kills, int clients, String algorithm) {}
