package io.steelyard.conformance.restart;

/**
 * How much is asked meanwhile.
 *
 * @param requests at least
 * @param restarts of the proxy, spread evenly over them
 * @param clients that ask at once, half of them on a new connection for each request
 */
public record RestartPlan(long requests, int restarts, int clients) {}
