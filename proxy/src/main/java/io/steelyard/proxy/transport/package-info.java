/**
 * Sockets and event loops. The only place that knows which of io_uring, epoll and NIO is in use, and the only one that
 * sets socket options.
 */
@NullMarked
package io.steelyard.proxy.transport;

import org.jspecify.annotations.NullMarked;
