package io.steelyard.domain.traffic;

/**
 * HTTP requests are refused that every reader ought to understand in one way, but that are known to have been understood in two:
 * strictness beyond RFC 9112.
 */
public record StrictRequests() implements TrafficOption {}
