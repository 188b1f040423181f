package io.steelyard.proxy.http;

import java.util.Arrays;

/** The methods that make a difference here; case counts (RFC 9110 section 9.1). */
enum Method {
    GET(true),
    HEAD(true),
    OPTIONS(true),
    TRACE(true),
    PUT(true),
    DELETE(true),
    CONNECT(false),
    /** POST, PATCH and what we do not know. */
    OTHER(false);

    private static final Method[] NAMED = {GET, HEAD, OPTIONS, TRACE, PUT, DELETE, CONNECT};

    private final byte[] octets = Ascii.bytes(name());
    private final boolean idempotent;

    Method(boolean idempotent) {
        this.idempotent = idempotent;
    }

    static Method of(byte[] octets, int from, int to) {
        for (Method method : NAMED) {
            if (Arrays.equals(method.octets, 0, method.octets.length, octets, from, to)) {
                return method;
            }
        }
        return OTHER;
    }

    /** Whether it asks for no change (RFC 9110 section 9.2.1); what we do not know may. */
    boolean isSafe() {
        return this == GET || this == HEAD || this == OPTIONS || this == TRACE;
    }

    /** Whether doing it twice has the effect of doing it once (RFC 9110 section 9.2.2). */
    boolean isIdempotent() {
        return idempotent;
    }
}
