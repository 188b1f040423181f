/**
 * Which node is next.
 */
@NullMarked
package io.steelyard.proxy.balance;

import org.jspecify.annotations.NullMarked;
