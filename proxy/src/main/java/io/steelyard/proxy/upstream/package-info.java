/**
 * Nodes as event loops see them.
 */
@NullMarked
package io.steelyard.proxy.upstream;

import org.jspecify.annotations.NullMarked;
