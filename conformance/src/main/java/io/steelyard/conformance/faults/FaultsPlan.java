package io.steelyard.conformance.faults;

import java.time.Duration;

/**
 * How much is asked, and how nodes fail meanwhile.
 *
 * @param requests at least; every other one a POST
 * @param clients that ask at once, each request on a new connection
 * @param spell after which one node goes on to fail in another way; those who wait for it are reset
 * @param drip before each octet of an answer that comes octet by octet
 * @param leaks whether the proxy looks for buffers that nobody released
 */
public record FaultsPlan(long requests, int clients, Duration spell, Duration drip, boolean leaks) {}
