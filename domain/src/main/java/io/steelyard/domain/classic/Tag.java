package io.steelyard.domain.classic;

/**
 * A word of a tenant's own on a balancer.
 *
 * @param key 1 to 128 characters
 * @param value 0 to 256 characters
 */
public record Tag(String key, String value) {}
