package io.steelyard.conformance.bodies;

import java.time.Duration;

/**
 * How much is sent through the proxy, and how slowly it is taken.
 *
 * @param connections at once, each with one request
 * @param octets of the body of each
 * @param pause of the node after each {@value #MORSEL} octets of a connection
 * @param mostMiB that the proxy may grow by
 */
public record BodiesPlan(int connections, int octets, Duration pause, int mostMiB) {
    static final int MORSEL = 16 << 10;

    /** What the kernel buffers at either end, sending and receiving. */
    static final int SOCKET_BUFFER = 64 << 10;
}
