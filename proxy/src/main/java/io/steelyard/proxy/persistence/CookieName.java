package io.steelyard.proxy.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a cookie is called, found where it stands (RFC 6265, sections 4.1.1 and 4.2.1) without allocating anything. */
final class CookieName {
    static final int NOT_THERE = -1;

    private final byte[] name;

    CookieName(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a Cookie field's value has a cookie of this name. */
    boolean isIn(byte[] octets, int from, int to) {
        for (int at = from; at < to; at = pairEnd(octets, at, to) + 1) {
            if (value(octets, at, pairEnd(octets, at, to)) != NOT_THERE) {
                return true;
            }
        }
        return false;
    }

    /** Where the value of a pair begins that may have blanks before it; {@link #NOT_THERE} when it has another name. */
    int value(byte[] octets, int from, int to) {
        int start = skipBlanks(octets, from, to);
        int equals = start + name.length;
        return equals < to && octets[equals] == '=' && Arrays.equals(octets, start, equals, name, 0, name.length)
                ? equals + 1
                : NOT_THERE;
    }

    /** Where the first pair in what is left of a field's value ends. */
    static int pairEnd(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != ';') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && (octets[at] == ' ' || octets[at] == '\t')) {
            at++;
        }
        return at;
    }

    @Override
    public String toString() {
        return new String(name, StandardCharsets.US_ASCII);
    }
}
