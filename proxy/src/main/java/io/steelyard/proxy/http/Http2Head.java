package io.steelyard.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request of HTTP/2 as HTTP/1.1 has it and has it judged as such, so that there is one judge of requests. What
 * HTTP/2 alone forbids is refused here, before anything can go out in another framing (RFC 9113 sections 8.2, 8.3 and
 * 10.3). Serves all requests of an event loop in turn.
 */
final class Http2Head {
    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\nhost: ");
    private static final AsciiString PROTOCOL = Http2Headers.PseudoHeaderName.PROTOCOL.value();
    private static final byte[] GET = Ascii.bytes("GET");
    private static final byte[] WEB_SOCKET_KEY = Ascii.bytes("Sec-WebSocket-Key: ");
    private static final byte[] COOKIE = Ascii.bytes("cookie: ");
    private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] SEMICOLON = Ascii.bytes("; ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final RequestHead head;
    private final byte[] out;
    private int length;
    private boolean cookies;
    private boolean contentLength;
    private int pseudos;
    private int hosts;
    private @Nullable WebSocketKey key;

    Http2Head(RequestHead head) {
        this.head = head;
        this.out = head.octets();
    }

    /**
     * Judges a request; afterwards the head that this writes to holds it.
     *
     * @param isEnd whether it has no content
     * @return its length as HTTP/1.1 has it
     * @throws MalformedRequestException where RFC 9113 wants the stream reset
     * @throws BadMessageException where HTTP/1.1 would answer why it is not passed on
     */
    int judge(Http2Headers fields, boolean isEnd) throws MalformedRequestException {
        length = 0;
        cookies = false;
        contentLength = false;
        pseudos = 0;
        hosts = 0;
        key = null;
        CharSequence host = host(fields);
        requestLine(fields);
        add(VERSION);
        value(host);
        add(CRLF);
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            field(AsciiString.of(field.getKey()), field.getValue());
        }
        if (hosts > 1 || pseudos != (fields.authority() == null ? 3 : 4) + (key == null ? 0 : 1)) {
            throw new MalformedRequestException("a field that may come once came twice");
        }
        if (cookies) {
            cookies(fields);
        }
        WebSocketKey asks = key;
        if (asks != null) {
            upgrade(asks);
        } else if (!isEnd && !contentLength) {
            add(CHUNKED);
        }
        add(CRLF);
        head.judge(length);
        if (isEnd && head.framing().contentLength() > 0) {
            throw new MalformedRequestException("content-length without content");
        }
        return length;
    }

    /** With what the request that was judged last asks for a WebSocket; null when it does not. */
    @Nullable
    WebSocketKey webSocketKey() {
        return key;
    }

    private void upgrade(WebSocketKey asks) throws MalformedRequestException {
        if (contentLength) {
            throw new MalformedRequestException("content-length of a tunnel");
        }
        add(Upgrade.FIELDS);
        add(WEB_SOCKET_KEY);
        add(asks.text());
        add(CRLF);
    }

    /** Where the two name a host, both must name the same. */
    private static CharSequence host(Http2Headers fields) throws MalformedRequestException {
        CharSequence authority = fields.authority();
        CharSequence host = fields.get("host");
        if (authority == null || authority.isEmpty()) {
            if (host == null) {
                throw Fault.BAD_REQUEST.exception();
            }
            return host;
        }
        if (host != null && !AsciiString.contentEqualsIgnoreCase(authority, host)) {
            throw new MalformedRequestException("host is not :authority");
        }
        return authority;
    }

    private void requestLine(Http2Headers fields) throws MalformedRequestException {
        CharSequence method = required(fields.method());
        CharSequence protocol = fields.get(PROTOCOL);
        boolean connects = AsciiString.contentEquals("CONNECT", method);
        if (connects && protocol == null) {
            refuseConnect(fields);
        }
        CharSequence scheme = required(fields.scheme());
        CharSequence path = required(fields.path());
        if (!AsciiString.contentEqualsIgnoreCase("http", scheme)
                && !AsciiString.contentEqualsIgnoreCase("https", scheme)) {
            throw Fault.BAD_REQUEST.exception();
        }
        // An absolute URI would name another host; a blank would be the end of the target.
        if (path.charAt(0) != '/' && !AsciiString.contentEquals("*", path)) {
            throw new MalformedRequestException(":path is no path");
        }
        if (protocol == null) {
            value(method);
        } else {
            tunnel(connects, protocol);
        }
        add((byte) ' ');
        value(path);
    }

    /** We lead to nodes alone, not to wherever a client wants to go (RFC 9113 section 8.5). */
    private static void refuseConnect(Http2Headers fields) throws MalformedRequestException {
        if (fields.scheme() != null || fields.path() != null || fields.authority() == null) {
            throw new MalformedRequestException("CONNECT has an authority alone");
        }
        throw Fault.NOT_IMPLEMENTED.exception();
    }

    /** Puts a request for a WebSocket (RFC 8441 section 5) as RFC 6455 has it; no other protocol is known. */
    private void tunnel(boolean connects, CharSequence protocol) throws MalformedRequestException {
        if (!connects || protocol.isEmpty()) {
            throw new MalformedRequestException(":protocol is for CONNECT alone");
        }
        if (!AsciiString.contentEqualsIgnoreCase("websocket", protocol)) {
            throw Fault.NOT_IMPLEMENTED.exception();
        }
        key = WebSocketKey.random();
        add(GET);
    }

    private static CharSequence required(@Nullable CharSequence value) throws MalformedRequestException {
        if (value == null || value.isEmpty()) {
            throw new MalformedRequestException("a pseudo-header field is missing");
        }
        return value;
    }

    private void field(AsciiString name, CharSequence value) throws MalformedRequestException {
        if (name.startsWith(":")) {
            pseudo(name);
        } else if (name.contentEquals("cookie")) {
            cookies = true;
        } else if (name.contentEquals("host")) {
            hosts++;
        } else if (key == null || !name.contentEquals("sec-websocket-key")) {
            contentLength |= name.contentEquals("content-length");
            add(Http2Field.name(name));
            add(COLON);
            value(value);
            add(CRLF);
        }
    }

    /** Those of a request were taken; any other one is not ours to pass on. */
    private void pseudo(AsciiString name) throws MalformedRequestException {
        pseudos++;
        if (!name.contentEquals(":method")
                && !name.contentEquals(":path")
                && !name.contentEquals(":scheme")
                && !name.contentEquals(":authority")
                && !name.contentEquals(":protocol")) {
            throw new MalformedRequestException("an unknown pseudo-header field");
        }
    }

    /** They may come in several fields, and HTTP/1.1 allows one (RFC 9113 section 8.2.3). */
    private void cookies(Http2Headers fields) throws MalformedRequestException {
        byte[] before = COOKIE;
        for (CharSequence crumb : fields.getAll("cookie")) {
            add(before);
            value(crumb);
            before = SEMICOLON;
        }
        add(CRLF);
    }

    private void value(CharSequence value) throws MalformedRequestException {
        add(Http2Field.value(value));
    }

    private void add(AsciiString octets) {
        makeRoom(octets.length());
        System.arraycopy(octets.array(), octets.arrayOffset(), out, length, octets.length());
        length += octets.length();
    }

    private void add(byte[] octets) {
        makeRoom(octets.length);
        System.arraycopy(octets, 0, out, length, octets.length);
        length += octets.length;
    }

    private void add(byte octet) {
        makeRoom(1);
        out[length++] = octet;
    }

    private void makeRoom(int more) {
        if (length + more > out.length) {
            throw Fault.HEAD_TOO_LARGE.exception();
        }
    }
}
