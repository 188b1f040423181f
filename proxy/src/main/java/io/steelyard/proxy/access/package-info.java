/** Which clients a listener takes, by their addresses. */
@NullMarked
package io.steelyard.proxy.access;

import org.jspecify.annotations.NullMarked;
