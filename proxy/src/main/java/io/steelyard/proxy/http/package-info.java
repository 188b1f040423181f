/**
 * HTTP/1.1 between clients and nodes (RFC 9110, RFC 9112), strict: what two readers could read in two ways is refused,
 * never passed on.
 *
 * <p>The way of a request: {@link ClientConnection} gathers octets, {@link RequestHead} judges the head,
 * {@link RequestEncoder} writes what the node gets, {@link Exchange} finds a node and tries the next one where that is
 * safe, {@link NodeConnection} carries it, {@link Answer} judges the answer and passes it on. Everything of one client
 * happens on one event loop; heads and scratch memory are shared by all connections of that loop.
 */
@NullMarked
package io.steelyard.proxy.http;

import org.jspecify.annotations.NullMarked;
