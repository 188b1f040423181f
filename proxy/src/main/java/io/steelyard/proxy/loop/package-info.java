/**
 * What lasts on an event loop: its clock and its connections.
 */
@NullMarked
package io.steelyard.proxy.loop;

import org.jspecify.annotations.NullMarked;
