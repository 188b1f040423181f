package io.steelyard.proxy.http;

/** Classes of octets, by RFC 9110 section 5.6.2 and RFC 3986. Each test is one look into a table. */
final class Octets {
    static final byte HTAB = '\t';
    static final byte LF = '\n';
    static final byte CR = '\r';
    static final byte SP = ' ';
    static final byte DEL = 0x7f;

    private static final byte TOKEN = 1;
    private static final byte PATH = 2;
    private static final byte QUERY = 4;
    private static final byte HOST_NAME = 8;
    private static final byte[] CLASSES = new byte[256];
    private static final byte[] FOLDED = new byte[256];

    static {
        for (int c = 0x21; c < DEL; c++) {
            mark(c, PATH | QUERY);
        }
        // What no browser sends bare (WHATWG URL, percent-encode sets of path and query) and servers read differently.
        unmark("\"#<>", PATH | QUERY);
        unmark("\\^`{}", PATH);
        for (int c = 0; c < 26; c++) {
            mark('a' + c, TOKEN | HOST_NAME);
            mark('A' + c, TOKEN | HOST_NAME);
        }
        mark("0123456789", TOKEN | HOST_NAME);
        mark("!#$%&'*+-.^_`|~", TOKEN);
        mark("-._~", HOST_NAME);
        for (int c = 0; c < 256; c++) {
            FOLDED[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c == '_' ? '-' : c);
        }
    }

    private Octets() {}

    /** Whether it may be part of a method or a field name. */
    static boolean isToken(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** Whether it may stand before the question mark of a request target. */
    static boolean isPath(byte b) {
        return (CLASSES[b & 0xff] & PATH) != 0;
    }

    /** Whether it may stand behind the question mark of a request target. */
    static boolean isQuery(byte b) {
        return (CLASSES[b & 0xff] & QUERY) != 0;
    }

    /**
     * Whether it may be part of a host name. Narrower than RFC 3986: nobody's host has sub-delimiters in its name, and
     * a comma would let one reader see two hosts.
     */
    static boolean isHostName(byte b) {
        return (CLASSES[b & 0xff] & HOST_NAME) != 0;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isBlank(byte b) {
        return b == SP || b == HTAB;
    }

    /** The value of a hexadecimal digit; −1 for anything else. */
    static int hexValue(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** In lower case, and the underscore as a hyphen: behind CGI the two are the same name. */
    static byte folded(byte b) {
        return FOLDED[b & 0xff];
    }

    /** Whether these octets are {@code lowerCase}, whatever their case. */
    static boolean areIgnoringCase(byte[] octets, int from, int to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = octets[from + i];
            if (b != lowerCase[i] && !(b >= 'A' && b <= 'Z' && b + 32 == lowerCase[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether two names of the same length are one, {@link #folded}. */
    static boolean areFolded(byte[] octets, int from, byte[] others, int othersFrom, int length) {
        for (int i = 0; i < length; i++) {
            if (folded(octets[from + i]) != folded(others[othersFrom + i])) {
                return false;
            }
        }
        return true;
    }

    private static void mark(int c, int classes) {
        CLASSES[c] |= (byte) classes;
    }

    private static void mark(String octets, int classes) {
        octets.chars().forEach(c -> mark(c, classes));
    }

    private static void unmark(String octets, int classes) {
        octets.chars().forEach(c -> CLASSES[c] &= (byte) ~classes);
    }
}
