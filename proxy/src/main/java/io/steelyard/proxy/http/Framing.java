package io.steelyard.proxy.http;

/** Where a message's content ends, as its head says (RFC 9112 section 6.3), read in one way only. */
final class Framing {
    private static final int MOST_DIGITS = 18;
    private static final byte[] CHUNKED = Ascii.bytes("chunked");

    private long contentLength;
    private boolean hasContentLength;
    private boolean chunked;
    private boolean canonical;

    void reset() {
        contentLength = 0;
        hasContentLength = false;
        chunked = false;
        canonical = true;
    }

    /**
     * Takes a Content-Length field.
     *
     * @throws BadMessageException for a second one, equal or not, and for anything but digits
     */
    void contentLength(byte[] octets, int from, int to) {
        if (hasContentLength || from == to) {
            throw Fault.BAD_REQUEST.exception();
        }
        hasContentLength = true;
        canonical = octets[from] != '0' || to - from == 1;
        contentLength = number(octets, from, to);
    }

    /**
     * Takes a Transfer-Encoding field.
     *
     * @throws BadMessageException for a second one and for any value but "chunked"
     */
    void transferEncoding(byte[] octets, int from, int to) {
        if (chunked || from == to) {
            throw Fault.BAD_REQUEST.exception();
        }
        if (!Octets.areIgnoringCase(octets, from, to, CHUNKED)) {
            throw Fault.NOT_IMPLEMENTED.exception();
        }
        chunked = true;
    }

    /** @throws BadMessageException when both fields were there, or chunks in HTTP/1.0, which has none */
    void check(boolean isHttp10) {
        if (chunked && (hasContentLength || isHttp10)) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    boolean hasContentLength() {
        return hasContentLength;
    }

    /** 0 when there was no such field. */
    long contentLength() {
        return contentLength;
    }

    boolean isChunked() {
        return chunked;
    }

    /** Whether Content-Length has no leading zeros, which some reader might take for octal. */
    boolean isCanonical() {
        return canonical;
    }

    private static long number(byte[] octets, int from, int to) {
        int start = from;
        while (start < to - 1 && octets[start] == '0') {
            start++;
        }
        if (to - start > MOST_DIGITS) {
            throw Fault.BAD_REQUEST.exception();
        }
        long number = 0;
        for (int i = start; i < to; i++) {
            if (!Octets.isDigit(octets[i])) {
                throw Fault.BAD_REQUEST.exception();
            }
            number = number * 10 + octets[i] - '0';
        }
        return number;
    }
}
