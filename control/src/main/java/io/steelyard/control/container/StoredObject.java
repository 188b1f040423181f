package io.steelyard.control.container;

import java.time.Instant;

/**
 * A file in a container.
 *
 * @param octets its length
 * @param etag MD5 of its content, hex
 */
public record StoredObject(String name, long octets, String etag, Instant modified) {}
