/**
 * Nodes that behave, or misbehave, as a test asks.
 */
@NullMarked
package io.steelyard.testkit.backend;

import org.jspecify.annotations.NullMarked;
