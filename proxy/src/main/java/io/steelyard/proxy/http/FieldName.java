package io.steelyard.proxy.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields that we act on. All others pass untouched. */
enum FieldName {
    CONNECTION,
    CONTENT_LENGTH,
    COOKIE,
    EXPECT,
    HOST,
    /** Only for HTTP/2 over clear text, which is not passed on. */
    HTTP2_SETTINGS,
    KEEP_ALIVE,
    /** Read as the address of a proxy by programs behind CGI ("httpoxy"). */
    PROXY,
    PROXY_CONNECTION,
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
    X_FORWARDED_FOR,
    X_FORWARDED_PORT,
    X_FORWARDED_PROTO;

    private static final int LONGEST = 17;
    /** No two of our names share length and first letter, so each has a slot of its own. */
    private static final @Nullable FieldName[] SLOTS = new FieldName[(LONGEST + 1) << 5];

    private final byte[] octets = Ascii.bytes(name().toLowerCase(Locale.ROOT).replace('_', '-'));

    static {
        for (FieldName name : values()) {
            int slot = slot(name.octets[0], name.octets.length);
            if (SLOTS[slot] != null) {
                throw new ExceptionInInitializerError(name + " and " + SLOTS[slot] + " share a slot");
            }
            SLOTS[slot] = name;
        }
    }

    /**
     * Which of our names this is, in any case and also with underscores for hyphens.
     *
     * @return null for any other name
     */
    static @Nullable FieldName of(byte[] octets, int from, int to) {
        int length = to - from;
        if (length > LONGEST || length == 0) {
            return null;
        }
        FieldName candidate = SLOTS[slot(octets[from], length)];
        return candidate != null
                        && candidate.octets.length == length
                        && Octets.areFolded(octets, from, candidate.octets, 0, length)
                ? candidate
                : null;
    }

    /** Whether a name that {@link #of} knows is spelled with an underscore. */
    static boolean isAlias(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '_') {
                return true;
            }
        }
        return false;
    }

    /** Whether it decides where a message ends or goes: Connection must not nominate it, a trailer must not bring it. */
    boolean framesOrRoutes() {
        return this == CONTENT_LENGTH || this == TRANSFER_ENCODING || this == HOST;
    }

    private static int slot(byte first, int length) {
        return length << 5 | first & 0x1f;
    }
}
