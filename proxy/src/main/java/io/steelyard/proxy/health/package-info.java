/**
 * Checks of nodes at regular intervals, and all that watches over nodes together.
 */
@NullMarked
package io.steelyard.proxy.health;

import org.jspecify.annotations.NullMarked;
