package io.steelyard.control.container;

/**
 * A container with what it holds.
 *
 * @param objects how many
 * @param octets of all of them
 */
public record StoredContainer(String name, long objects, long octets) {}
