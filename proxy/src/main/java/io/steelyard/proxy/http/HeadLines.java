package io.steelyard.proxy.http;

/**
 * The lines of a message head in scratch memory. Splitting looks at each octet once and lets no control character
 * through but the tab, so what reads the lines later need not look for them. Reused for every message of a loop.
 */
final class HeadLines {
    static final int INCOMPLETE = -1;

    private final byte[] octets;
    private final int[] starts;
    private final int firstLineLimit;
    private int count;
    private int end;

    /**
     * @param octets where heads are put
     * @param lines how many a head may have
     * @param firstLineLimit octets of the first line, without its end
     */
    HeadLines(byte[] octets, int lines, int firstLineLimit) {
        this.octets = octets;
        this.starts = new int[lines + 1];
        this.firstLineLimit = firstLineLimit;
    }

    /**
     * Finds the lines up to the empty one.
     *
     * @return where the head ends, the empty line included, or {@link #INCOMPLETE}
     * @throws BadMessageException for a control character, a CR or LF that stands alone (RFC 9112 section 2.2), or too
     *     many lines
     */
    int split(int from, int to) {
        count = 0;
        int start = from;
        int at = from;
        while (at < to) {
            byte b = octets[at++];
            if (isText(b)) {
                continue;
            }
            if (b != Octets.CR) {
                throw Fault.BAD_REQUEST.exception();
            }
            if (at == to) {
                break;
            }
            if (octets[at++] != Octets.LF) {
                throw Fault.BAD_REQUEST.exception();
            }
            if (at - 2 == start) {
                starts[count] = start;
                end = at;
                return at;
            }
            add(start, at - 2);
            start = at;
        }
        if (count == 0) {
            checkFirstLine(at - start);
        }
        return INCOMPLETE;
    }

    int count() {
        return count;
    }

    int start(int line) {
        return starts[line];
    }

    /** Without the CRLF. */
    int end(int line) {
        return starts[line + 1] - 2;
    }

    /** Where the empty line begins. */
    int blank() {
        return end - 2;
    }

    private void add(int start, int lineEnd) {
        if (count == 0) {
            checkFirstLine(lineEnd - start);
        }
        if (count == starts.length - 1) {
            throw Fault.HEAD_TOO_LARGE.exception();
        }
        starts[count++] = start;
    }

    private void checkFirstLine(int length) {
        if (length > firstLineLimit) {
            throw Fault.URI_TOO_LONG.exception();
        }
    }

    /** Printable ASCII first, since nearly everything is. */
    private static boolean isText(byte b) {
        return b >= Octets.SP && b != Octets.DEL || b < 0 || b == Octets.HTAB;
    }
}
