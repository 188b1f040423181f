/**
 * How clients come back to the node that they had.
 */
@NullMarked
package io.steelyard.proxy.persistence;

import org.jspecify.annotations.NullMarked;
