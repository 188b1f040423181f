/**
 * Netty channels on io_uring rings of our own, by the foreign-function API: one system call moves the bytes of many
 * connections, and a connection that waits holds no buffer. docs/decisions/0009-own-rings.md says why it is ours.
 */
@NullMarked
package io.steelyard.proxy.transport.ring;

import org.jspecify.annotations.NullMarked;
