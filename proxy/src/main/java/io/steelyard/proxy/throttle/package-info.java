/** How many connections one client may have. */
@NullMarked
package io.steelyard.proxy.throttle;

import org.jspecify.annotations.NullMarked;
