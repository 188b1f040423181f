package io.steelyard.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The fields behind the last chunk (RFC 9112 section 7.1.2). Rare, so this may allocate. What frames, routes, controls
 * or authenticates a message is left out: a node that merges trailers into the head must not be told such things here
 * (RFC 9110 section 6.5.1).
 */
final class Trailer {
    static final byte[] NONE = {};

    private static final int LONGEST = 8 * 1024;
    private static final int MOST_FIELDS = 64;
    private static final byte[] END = {Octets.CR, Octets.LF};
    private static final Set<String> LEFT_OUT = Set.of(
            "age",
            "allow",
            "authentication-info",
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-location",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "expect",
            "expires",
            "forwarded",
            "host",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "last-modified",
            "location",
            "max-forwards",
            "origin",
            "pragma",
            "proxy",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "referer",
            "retry-after",
            "set-cookie",
            "set-cookie2",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "vary",
            "via",
            "warning",
            "www-authenticate");
    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private byte[] octets = NONE;
    private int length;
    private byte[] kept = NONE;

    void reset() {
        octets = NONE;
        length = 0;
        kept = NONE;
    }

    /**
     * Takes the next octet.
     *
     * @return whether it was the last one, of the empty line
     * @throws BadMessageException when this is no trailer, or too long
     */
    boolean add(byte b) {
        if (length == LONGEST) {
            throw Fault.HEAD_TOO_LARGE.exception();
        }
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, Math.min(LONGEST, Math.max(256, 2 * length)));
        }
        octets[length++] = b;
        if (b != Octets.LF) {
            return false;
        }
        return judge();
    }

    /** The lines that may go on, and the empty line. */
    byte[] kept() {
        return kept;
    }

    private boolean judge() {
        HeadLines lines = new HeadLines(octets, MOST_FIELDS, LONGEST);
        if (lines.split(0, length) == HeadLines.INCOMPLETE) {
            return false;
        }
        byte[] lean = new byte[length];
        int at = 0;
        for (int line = 0; line < lines.count(); line++) {
            int from = lines.start(line);
            int to = lines.end(line) + END.length;
            if (mayGoOn(from, MessageHead.nameEnd(octets, from, lines.end(line)))) {
                System.arraycopy(octets, from, lean, at, to - from);
                at += to - from;
            }
        }
        System.arraycopy(END, 0, lean, at, END.length);
        kept = Arrays.copyOf(lean, at + END.length);
        return true;
    }

    private boolean mayGoOn(int from, int to) {
        String name = new String(octets, from, to - from, StandardCharsets.US_ASCII)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return !LEFT_OUT.contains(name) && !name.startsWith(FORWARDED_PREFIX);
    }
}
