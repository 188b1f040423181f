package io.steelyard.proxy.http;

/** What a node says in Keep-Alive (RFC 2068 section 19.7.1.1), a custom that no standard holds up any more. */
final class KeepAlive {
    private static final byte[] TIMEOUT = Ascii.bytes("timeout=");
    private static final int MOST_DIGITS = 6;

    private KeepAlive() {}

    /** The number behind "timeout=", where the value begins with it; −1 for anything else. */
    static int timeoutSeconds(byte[] octets, int from, int to) {
        int digits = from + TIMEOUT.length;
        if (digits >= to || !Octets.areIgnoringCase(octets, from, digits, TIMEOUT)) {
            return -1;
        }
        int seconds = 0;
        int at = digits;
        while (at < to && Octets.isDigit(octets[at]) && at - digits < MOST_DIGITS) {
            seconds = seconds * 10 + octets[at] - '0';
            at++;
        }
        return at == digits ? -1 : seconds;
    }
}
