package io.steelyard.proxy.http;

/** The host and port of a request (RFC 9112 section 3.2, RFC 3986 section 3.2). */
final class Authority {
    private static final int MOST_PORT_DIGITS = 5;
    private static final int LAST_PORT = 65535;

    private Authority() {}

    /** @throws BadMessageException when it is not one host, perhaps with a port */
    static void check(byte[] octets, int from, int to) {
        int hostEnd = from < to && octets[from] == '[' ? addressEnd(octets, from, to) : nameEnd(octets, from, to);
        if (hostEnd == from || hostEnd < to && octets[hostEnd] != ':') {
            throw Fault.BAD_REQUEST.exception();
        }
        if (hostEnd < to) {
            checkPort(octets, hostEnd + 1, to);
        }
    }

    /** Where the host ends of what {@link #check} let pass. */
    static int hostEnd(byte[] octets, int from, int to) {
        return octets[from] == '[' ? addressEnd(octets, from, to) : nameEnd(octets, from, to);
    }

    private static int nameEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && Octets.isHostName(octets[at])) {
            at++;
        }
        return at;
    }

    /** Behind the bracket that closes an IPv6 address. */
    private static int addressEnd(byte[] octets, int from, int to) {
        int at = from + 1;
        while (at < to && (Octets.hexValue(octets[at]) >= 0 || octets[at] == ':' || octets[at] == '.')) {
            at++;
        }
        if (at == to || octets[at] != ']' || at < from + 3) {
            throw Fault.BAD_REQUEST.exception();
        }
        return at + 1;
    }

    private static void checkPort(byte[] octets, int from, int to) {
        int port = 0;
        for (int at = from; at < to; at++) {
            if (!Octets.isDigit(octets[at]) || at - from == MOST_PORT_DIGITS) {
                throw Fault.BAD_REQUEST.exception();
            }
            port = port * 10 + octets[at] - '0';
        }
        if (port > LAST_PORT) {
            throw Fault.BAD_REQUEST.exception();
        }
    }
}
