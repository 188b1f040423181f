package io.steelyard.conformance.mutations;

import java.net.InetAddress;
import java.util.List;

/**
 * What one client sends on one connection.
 *
 * @param number which of the run
 * @param from where the client is
 * @param octets all of it
 * @param parts the length of each write
 * @param isHttp2 whether it is no HTTP/1.1 at all
 */
record Input(long number, InetAddress from, byte[] octets, List<Integer> parts, boolean isHttp2) {
    @Override
    public String toString() {
        return "input %d, parts %s: printf '%s'".formatted(number, parts, Octets.escaped(octets));
    }
}
