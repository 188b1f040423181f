/**
 * Where TLS ends. What a listener proves itself with is made by the engine's thread, immutable, and exchanged whole; a
 * connection keeps what it was accepted with.
 */
@NullMarked
package io.steelyard.proxy.tls;

import org.jspecify.annotations.NullMarked;
