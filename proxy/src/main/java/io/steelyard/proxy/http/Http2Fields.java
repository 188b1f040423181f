package io.steelyard.proxy.http;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Fields as HTTP/2 has them, of heads that were judged before: names in lower case, no line ends. Serves all answers of
 * an event loop in turn.
 */
final class Http2Fields {
    private static final int NAMES = 256;
    private static final int STATUSES = 1000;
    private static final AsciiString TYPE = AsciiString.cached("content-type");
    private static final AsciiString CACHE = AsciiString.cached("cache-control");
    private static final AsciiString LENGTH = AsciiString.cached("content-length");
    private static final AsciiString LOCATION = AsciiString.cached("location");

    /** Names that came lately, since nearly all come again. */
    private final @Nullable AsciiString[] names = new AsciiString[NAMES];

    private final @Nullable AsciiString[] statuses = new AsciiString[STATUSES];

    Http2Headers of(ResponseHead head, byte @Nullable [] session) {
        return of(head.line().status(), head, session);
    }

    /** @param status instead of that of the head */
    Http2Headers of(int status, ResponseHead head, byte @Nullable [] session) {
        HeadLines lines = head.lines();
        Http2Headers fields = status(status, lines.count() + 1);
        for (int line = 1; line < lines.count(); line++) {
            if (!head.isDropped(line)) {
                add(head.octets(), lines.start(line), lines.end(line), fields);
            }
        }
        if (session != null) {
            addLines(session, fields);
        }
        return fields;
    }

    Http2Headers of(OwnAnswer answer) {
        Http2Headers fields = status(answer.status(), 8);
        fields.add(TYPE, OwnAnswer.CONTENT_TYPE).add(CACHE, OwnAnswer.CACHE_CONTROL);
        answer.location().ifPresent(location -> fields.add(LOCATION, location));
        return fields.add(LENGTH, Integer.toString(answer.page().length));
    }

    /** @param lines each with its end; an empty one is the last */
    Http2Headers ofTrailer(byte[] lines) {
        Http2Headers fields = new DefaultHttp2Headers(false, 8);
        addLines(lines, fields);
        return fields;
    }

    private Http2Headers status(int status, int fields) {
        AsciiString text = statuses[status];
        if (text == null) {
            text = AsciiString.cached(Integer.toString(status));
            statuses[status] = text;
        }
        return new DefaultHttp2Headers(false, fields).status(text);
    }

    private void addLines(byte[] lines, Http2Headers fields) {
        int from = 0;
        for (int at = 0; at < lines.length; at++) {
            if (lines[at] == Octets.CR) {
                if (at > from) {
                    add(lines, from, at, fields);
                }
                from = at + 2;
            }
        }
    }

    private void add(byte[] octets, int from, int to, Http2Headers fields) {
        int colon = MessageHead.nameEnd(octets, from, to);
        int start = colon + 1;
        while (start < to && Octets.isBlank(octets[start])) {
            start++;
        }
        int end = to;
        while (end > start && Octets.isBlank(octets[end - 1])) {
            end--;
        }
        fields.add(name(octets, from, colon), new AsciiString(octets, start, end - start, true));
    }

    private AsciiString name(byte[] octets, int from, int to) {
        int slot = (31 * (to - from) + 7 * (octets[from] | 0x20) + (octets[to - 1] | 0x20)) & NAMES - 1;
        AsciiString known = names[slot];
        if (known == null || !Octets.areIgnoringCase(octets, from, to, known.array())) {
            known = new AsciiString(octets, from, to - from, true).toLowerCase();
            names[slot] = known;
        }
        return known;
    }
}
