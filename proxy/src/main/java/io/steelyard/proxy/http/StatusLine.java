package io.steelyard.proxy.http;

/** The first line of a response (RFC 9112 section 4). */
final class StatusLine {
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.");
    private static final int STATUS = VERSION.length + 2;
    private static final int STATUS_END = STATUS + 3;

    private final byte[] octets;
    private int status;
    private boolean http10;
    private boolean reasonMissing;

    StatusLine(byte[] octets) {
        this.octets = octets;
    }

    /** @throws BadMessageException unless it is version, space, three digits; many nodes leave the last space out */
    void read(int from, int to) {
        require(to - from >= STATUS_END);
        for (int i = 0; i < VERSION.length; i++) {
            require(octets[from + i] == VERSION[i]);
        }
        byte minor = octets[from + VERSION.length];
        require(minor == '0' || minor == '1');
        require(octets[from + STATUS - 1] == Octets.SP);
        require(to - from == STATUS_END || octets[from + STATUS_END] == Octets.SP);
        http10 = minor == '0';
        reasonMissing = to - from == STATUS_END;
        status = digit(from + STATUS) * 100 + digit(from + STATUS + 1) * 10 + digit(from + STATUS + 2);
        require(status >= 100);
    }

    int status() {
        return status;
    }

    /** Where the three digits stand, counted from the start of the line. */
    int statusOffset() {
        return STATUS;
    }

    boolean isHttp10() {
        return http10;
    }

    /** Whether even the space before the reason phrase is missing. */
    boolean isReasonMissing() {
        return reasonMissing;
    }

    /** Whether it can be passed on as it is. */
    boolean isCanonical() {
        return !http10 && !reasonMissing;
    }

    private int digit(int at) {
        require(Octets.isDigit(octets[at]));
        return octets[at] - '0';
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw Fault.BAD_REQUEST.exception();
        }
    }
}
