package io.steelyard.proxy.http;

/** What the Connection fields of one head say (RFC 9110 section 7.6.1). */
final class ConnectionOptions {
    private static final int MOST_NOMINATED = 16;
    private static final byte[] CLOSE = Ascii.bytes("close");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");
    private static final byte[] UPGRADE = Ascii.bytes("upgrade");

    private final byte[] octets;
    private final int[] starts = new int[MOST_NOMINATED];
    private final int[] ends = new int[MOST_NOMINATED];
    private int nominated;
    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;

    ConnectionOptions(byte[] octets) {
        this.octets = octets;
    }

    void reset() {
        nominated = 0;
        close = false;
        keepAlive = false;
        upgrade = false;
    }

    /** @throws BadMessageException when it is no list of tokens, or nominates a field that frames or routes */
    void add(int from, int to) {
        int at = skipBlanks(from, to);
        while (at < to) {
            int start = at;
            while (at < to && Octets.isToken(octets[at])) {
                at++;
            }
            // Elements may be empty (RFC 9110 section 5.6.1.2).
            if (at > start) {
                option(start, at);
            }
            at = skipBlanks(at, to);
            if (at < to && octets[at] != ',') {
                throw Fault.BAD_REQUEST.exception();
            }
            at = skipBlanks(at + 1, to);
        }
    }

    boolean isClose() {
        return close;
    }

    boolean isKeepAlive() {
        return keepAlive;
    }

    /** Whether the field Upgrade is meant for whom it reached (RFC 9110 section 7.8). */
    boolean isUpgrade() {
        return upgrade;
    }

    boolean nominates() {
        return nominated > 0;
    }

    /** Whether the field of this name is for the next hop alone. */
    boolean nominates(int from, int to) {
        for (int i = 0; i < nominated; i++) {
            if (ends[i] - starts[i] == to - from && Octets.areFolded(octets, from, octets, starts[i], to - from)) {
                return true;
            }
        }
        return false;
    }

    private void option(int from, int to) {
        if (Octets.areIgnoringCase(octets, from, to, CLOSE)) {
            close = true;
        } else if (Octets.areIgnoringCase(octets, from, to, KEEP_ALIVE)) {
            keepAlive = true;
        } else if (Octets.areIgnoringCase(octets, from, to, UPGRADE)) {
            upgrade = true;
        } else {
            nominate(from, to);
        }
    }

    private void nominate(int from, int to) {
        FieldName name = FieldName.of(octets, from, to);
        if (name != null && name.framesOrRoutes() || nominated == MOST_NOMINATED) {
            throw Fault.BAD_REQUEST.exception();
        }
        starts[nominated] = from;
        ends[nominated] = to;
        nominated++;
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && Octets.isBlank(octets[at])) {
            at++;
        }
        return at;
    }
}
