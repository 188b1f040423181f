/**
 * Files that say which process has something.
 */
@NullMarked
package io.steelyard.proxy.lock;

import org.jspecify.annotations.NullMarked;
