/**
 * What a connection knows of where it was accepted, and where traffic goes from there now.
 */
@NullMarked
package io.steelyard.proxy.frontend;

import org.jspecify.annotations.NullMarked;
