package io.steelyard.proxy.http;

/**
 * The first line of a request (RFC 9112 section 3). Says where its parts stand in the head's octets. An absolute target
 * is taken apart, so that a node gets a path and the host that the client really asked for.
 */
final class RequestLine {
    /** The longest registered method has 17. */
    private static final int LONGEST_METHOD = 32;

    private static final byte[] SCHEME = Ascii.bytes("http://");
    private static final byte[] VERSION = Ascii.bytes("HTTP/");

    private final byte[] octets;
    private Method method = Method.OTHER;
    private int methodStart;
    private int methodEnd;
    private int pathStart;
    private int pathEnd;
    private int authorityStart;
    private int authorityEnd;
    private boolean http10;

    RequestLine(byte[] octets) {
        this.octets = octets;
    }

    /** @throws BadMessageException unless it is method, space, target, space, version */
    void read(int from, int to) {
        readMethod(from, to);
        int target = methodEnd + 1;
        int targetEnd = targetEnd(target, to);
        readVersion(targetEnd + 1, to);
        readTarget(target, targetEnd);
    }

    Method method() {
        return method;
    }

    int methodStart() {
        return methodStart;
    }

    int methodEnd() {
        return methodEnd;
    }

    /** Where path and query stand; {@link #pathEnd} is the same when an absolute target had none. */
    int pathStart() {
        return pathStart;
    }

    int pathEnd() {
        return pathEnd;
    }

    /** Whether the target names the host, which then goes before the Host field. */
    boolean hasAuthority() {
        return authorityEnd > 0;
    }

    int authorityStart() {
        return authorityStart;
    }

    int authorityEnd() {
        return authorityEnd;
    }

    boolean isHttp10() {
        return http10;
    }

    private void readMethod(int from, int to) {
        int at = from;
        while (at < to && Octets.isToken(octets[at])) {
            at++;
        }
        if (at == from || at == to || octets[at] != Octets.SP) {
            throw Fault.BAD_REQUEST.exception();
        }
        methodStart = from;
        methodEnd = at;
        method = Method.of(octets, from, at);
        if (method == Method.CONNECT || at - from > LONGEST_METHOD) {
            throw Fault.NOT_IMPLEMENTED.exception();
        }
    }

    private int targetEnd(int from, int to) {
        int at = from;
        while (at < to && Octets.isPath(octets[at]) && octets[at] != '?') {
            at++;
        }
        if (at < to && octets[at] == '?') {
            at = queryEnd(at, to);
        }
        if (at == from || at == to || octets[at] != Octets.SP) {
            throw Fault.BAD_REQUEST.exception();
        }
        return at;
    }

    private int queryEnd(int from, int to) {
        int at = from;
        while (at < to && Octets.isQuery(octets[at])) {
            at++;
        }
        return at;
    }

    private void readVersion(int from, int to) {
        if (to - from != VERSION.length + 3 || !startsWith(VERSION, from) || octets[to - 2] != '.') {
            throw Fault.BAD_REQUEST.exception();
        }
        byte major = octets[to - 3];
        byte minor = octets[to - 1];
        if (!Octets.isDigit(major) || !Octets.isDigit(minor)) {
            throw Fault.BAD_REQUEST.exception();
        }
        if (major != '1' || minor > '1') {
            throw Fault.VERSION_NOT_SUPPORTED.exception();
        }
        http10 = minor == '0';
    }

    private void readTarget(int from, int to) {
        authorityEnd = 0;
        pathStart = from;
        pathEnd = to;
        if (octets[from] == '/') {
            return;
        }
        if (octets[from] == '*' && to - from == 1 && method == Method.OPTIONS) {
            return;
        }
        readAbsoluteTarget(from, to);
    }

    private void readAbsoluteTarget(int from, int to) {
        int host = from + SCHEME.length;
        if (host > to || !Octets.areIgnoringCase(octets, from, host, SCHEME)) {
            throw Fault.BAD_REQUEST.exception();
        }
        int end = host;
        while (end < to && octets[end] != '/' && octets[end] != '?') {
            end++;
        }
        Authority.check(octets, host, end);
        authorityStart = host;
        authorityEnd = end;
        pathStart = end;
    }

    private boolean startsWith(byte[] expected, int from) {
        for (int i = 0; i < expected.length; i++) {
            if (octets[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
