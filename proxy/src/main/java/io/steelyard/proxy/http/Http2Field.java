package io.steelyard.proxy.http;

import io.netty.util.AsciiString;

/** What a field of HTTP/2 may be made of, so that it is one field in HTTP/1.1 too (RFC 9113 section 8.2.1). */
final class Http2Field {
    private Http2Field() {}

    /** @throws MalformedRequestException unless it is a token without capitals */
    static AsciiString name(CharSequence given) throws MalformedRequestException {
        AsciiString name = AsciiString.of(given);
        byte[] octets = name.array();
        int to = name.arrayOffset() + name.length();
        for (int at = name.arrayOffset(); at < to; at++) {
            if (!Octets.isToken(octets[at]) || octets[at] >= 'A' && octets[at] <= 'Z') {
                throw new MalformedRequestException("a field name that is none");
            }
        }
        if (name.isEmpty()) {
            throw new MalformedRequestException("a field without a name");
        }
        return name;
    }

    /** @throws MalformedRequestException when it could be read as two lines, or has blanks around it */
    static AsciiString value(CharSequence given) throws MalformedRequestException {
        AsciiString value = AsciiString.of(given);
        byte[] octets = value.array();
        int from = value.arrayOffset();
        int to = from + value.length();
        if (from < to && (Octets.isBlank(octets[from]) || Octets.isBlank(octets[to - 1]))) {
            throw new MalformedRequestException("blanks around a value");
        }
        for (int at = from; at < to; at++) {
            if (octets[at] == Octets.CR || octets[at] == Octets.LF || octets[at] == 0) {
                throw new MalformedRequestException("a value that would be two lines");
            }
        }
        return value;
    }
}
