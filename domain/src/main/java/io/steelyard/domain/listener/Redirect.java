package io.steelyard.domain.listener;

/**
 * Answers every HTTP request with 301 (RFC 9110, section 15.4.2): the same host and target, by https.
 *
 * @param port where https is spoken
 */
public record Redirect(Port port) implements Action {}
