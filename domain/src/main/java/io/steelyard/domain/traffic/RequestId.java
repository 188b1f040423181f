package io.steelyard.domain.traffic;

/**
 * Every HTTP request has a name, X-Request-Id, that its node is told and that the log of failures names.
 *
 * @param fromClient whether a client may give its request one; else, and where it gives none that is well-formed, one is made
 */
public record RequestId(boolean fromClient) implements TrafficOption {}
