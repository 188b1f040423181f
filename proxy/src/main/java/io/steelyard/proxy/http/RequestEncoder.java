package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes the head that a node gets: one version, one framing, one host, the client's address; the rest as it came. */
final class RequestEncoder {
    /** Room for what we add; the buffer grows when it is not enough. */
    static final int ADDED = 256;

    private static final byte[] SPACE_VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] FORWARDED_FOR = Ascii.bytes("X-Forwarded-For: ");
    private static final byte[] REQUEST_ID = Ascii.bytes("X-Request-Id: ");
    private static final byte[] COMMA = Ascii.bytes(", ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private RequestEncoder() {}

    /** @param requestId what it is called; null where it has no name */
    static void encode(RequestHead head, ClientFacts client, byte @Nullable [] requestId, ByteBuf out) {
        requestLine(head, out);
        host(head, client, out);
        FieldLines.copy(head, out);
        framing(head.framing(), out);
        forwardedFor(head, client, out);
        out.writeBytes(client.fields());
        if (head.asksForWebSocket()) {
            out.writeBytes(Upgrade.FIELDS);
        }
        if (requestId != null && !RequestIds.isWithin(head)) {
            out.writeBytes(REQUEST_ID).writeBytes(requestId).writeBytes(CRLF);
        }
        out.writeBytes(CRLF);
    }

    private static void requestLine(RequestHead head, ByteBuf out) {
        RequestLine line = head.line();
        byte[] octets = head.octets();
        out.writeBytes(octets, line.methodStart(), line.methodEnd() - line.methodStart() + 1);
        if (line.hasAuthority() && (line.pathStart() == line.pathEnd() || octets[line.pathStart()] != '/')) {
            out.writeByte(isServerWide(line) ? '*' : '/');
        }
        out.writeBytes(octets, line.pathStart(), line.pathEnd() - line.pathStart());
        out.writeBytes(SPACE_VERSION);
    }

    /** OPTIONS of an absolute target without a path asks for the server as a whole (RFC 9112 section 3.2.4). */
    private static boolean isServerWide(RequestLine line) {
        return line.method() == Method.OPTIONS && line.pathStart() == line.pathEnd();
    }

    private static void host(RequestHead head, ClientFacts client, ByteBuf out) {
        RequestLine line = head.line();
        if (line.hasAuthority()) {
            out.writeBytes(HOST);
            out.writeBytes(head.octets(), line.authorityStart(), line.authorityEnd() - line.authorityStart());
            out.writeBytes(CRLF);
        } else if (!head.hasHost()) {
            out.writeBytes(HOST).writeBytes(client.host()).writeBytes(CRLF);
        }
    }

    private static void framing(Framing framing, ByteBuf out) {
        if (framing.isChunked()) {
            out.writeBytes(CHUNKED);
        } else if (!framing.isCanonical()) {
            out.writeBytes(CONTENT_LENGTH);
            out.writeBytes(Ascii.bytes(Long.toString(framing.contentLength())));
            out.writeBytes(CRLF);
        }
    }

    private static void forwardedFor(RequestHead head, ClientFacts client, ByteBuf out) {
        out.writeBytes(FORWARDED_FOR);
        for (int i = 0; i < head.forwarded(); i++) {
            int from = head.forwardedStart(i);
            int length = head.forwardedEnd(i) - from;
            if (length > 0) {
                out.writeBytes(head.octets(), from, length).writeBytes(COMMA);
            }
        }
        out.writeBytes(client.address()).writeBytes(CRLF);
    }
}
