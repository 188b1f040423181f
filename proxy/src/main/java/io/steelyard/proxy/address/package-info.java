/**
 * The addresses that this host has on an interface for the virtual IPs it serves.
 */
@NullMarked
package io.steelyard.proxy.address;

import org.jspecify.annotations.NullMarked;
