/** Groups of servers, and how balancers follow them. */
@NullMarked
package io.steelyard.control.scaling;

import org.jspecify.annotations.NullMarked;
