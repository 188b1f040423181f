/**
 * Where the names of nodes lead to.
 */
@NullMarked
package io.steelyard.proxy.names;

import org.jspecify.annotations.NullMarked;
