/** Datagrams carried to nodes and back: a client address and port is a flow, which stays with one node while it lasts. */
@NullMarked
package io.steelyard.proxy.udp;

import org.jspecify.annotations.NullMarked;
