/** Clouds that tell which servers they have. */
@NullMarked
package io.steelyard.server.discovery;

import org.jspecify.annotations.NullMarked;
