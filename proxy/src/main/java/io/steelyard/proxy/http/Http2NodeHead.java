package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.Set;

/**
 * Heads of HTTP/1.1 as nodes get them in HTTP/2, and the other way round (RFC 9113, section 8). Only its own kind of
 * malformed answer is refused here: what HTTP/1.1 says of heads is judged where those are.
 */
final class Http2NodeHead {
    static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n\r\n");

    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");
    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString CONTENT_ENCODED = AsciiString.cached("transfer-encoding");
    /** Of one connection, which HTTP/2 has none of (section 8.2.2). */
    private static final Set<AsciiString> OF_CONNECTIONS = Set.of(
            AsciiString.cached("connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("http2-settings"),
            CONTENT_ENCODED,
            TE);

    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] NO_CONTENT = Ascii.bytes("content-length: 0\r\n");
    private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");
    private static final byte[] LAST = Ascii.bytes("0\r\n");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final int MOST_LINES = 1024;

    /**
     * Takes the head of a request that we encoded ourselves.
     *
     * @param content is told how what follows is framed
     */
    Http2Headers take(Inbox inbox, Content content, AsciiString scheme) {
        byte[] octets = ByteBufUtil.getBytes(inbox.octets());
        HeadLines lines = new HeadLines(octets, MOST_LINES, octets.length);
        inbox.skip(lines.split(0, octets.length));
        Http2Headers fields = new DefaultHttp2Headers(false, lines.count() + 4);
        requestLine(octets, lines.start(0), lines.end(0), fields);
        fields.scheme(scheme);
        content.none();
        for (int line = 1; line < lines.count(); line++) {
            field(octets, lines.start(line), lines.end(line), content, fields);
        }
        return fields.add(TE, TRAILERS);
    }

    private static void requestLine(byte[] octets, int from, int to, Http2Headers fields) {
        int first = from;
        while (octets[first] != Octets.SP) {
            first++;
        }
        int last = to - 1;
        while (octets[last] != Octets.SP) {
            last--;
        }
        fields.method(new AsciiString(octets, from, first - from, true));
        fields.path(new AsciiString(octets, first + 1, last - first - 1, true));
    }

    private static void field(byte[] octets, int from, int to, Content content, Http2Headers fields) {
        int colon = MessageHead.nameEnd(octets, from, to);
        AsciiString name = new AsciiString(octets, from, colon - from, true).toLowerCase();
        AsciiString value = new AsciiString(octets, colon + 1, to - colon - 1, true).trim();
        if (name.equals(HOST)) {
            fields.authority(value);
        } else if (name.equals(CONTENT_ENCODED)) {
            content.chunks(true);
        } else if (!OF_CONNECTIONS.contains(name)) {
            if (name.equals(CONTENT_LENGTH)) {
                content.length(value.parseLong());
            }
            fields.add(name, value);
        }
    }

    /** @throws MalformedRequestException when there is none, or more than that before the fields */
    static int status(Http2Headers fields) throws MalformedRequestException {
        CharSequence status = fields.status();
        if (status == null || status.length() != 3) {
            throw new MalformedRequestException("an answer without a status");
        }
        int number = 0;
        for (int i = 0; i < status.length(); i++) {
            int digit = status.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedRequestException("a status that is none");
            }
            number = 10 * number + digit;
        }
        if (number < 100) {
            throw new MalformedRequestException("a status that is none");
        }
        return number;
    }

    /**
     * The head of an answer.
     *
     * @param chunked whether chunks follow
     * @param empty whether nothing follows where something could
     */
    ByteBuf octets(Http2Headers fields, int status, boolean chunked, boolean empty, ByteBufAllocator allocator)
            throws MalformedRequestException {
        ByteBuf out = allocator.directBuffer();
        try {
            out.writeBytes(VERSION);
            out.writeBytes(Ascii.bytes(Integer.toString(status)))
                    .writeByte(Octets.SP)
                    .writeBytes(CRLF);
            if (chunked) {
                out.writeBytes(CHUNKED);
            } else if (empty && !fields.contains(CONTENT_LENGTH)) {
                out.writeBytes(NO_CONTENT);
            }
            lines(fields, ":status", out);
            return out.writeBytes(CRLF);
        } catch (MalformedRequestException malformed) {
            out.release();
            throw malformed;
        }
    }

    /** The last chunk and the fields behind it. */
    ByteBuf trailer(Http2Headers fields, ByteBufAllocator allocator) throws MalformedRequestException {
        ByteBuf out = allocator.directBuffer();
        try {
            out.writeBytes(LAST);
            lines(fields, "", out);
            return out.writeBytes(CRLF);
        } catch (MalformedRequestException malformed) {
            out.release();
            throw malformed;
        }
    }

    private static void lines(Http2Headers fields, String pseudo, ByteBuf out) throws MalformedRequestException {
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            AsciiString name = AsciiString.of(field.getKey());
            if (name.contentEquals(pseudo)) {
                continue;
            }
            if (OF_CONNECTIONS.contains(name)) {
                throw new MalformedRequestException("a field of a connection");
            }
            write(Http2Field.name(name), out);
            write(Http2Field.value(field.getValue()), out.writeBytes(COLON));
            out.writeBytes(CRLF);
        }
    }

    private static void write(AsciiString text, ByteBuf out) {
        out.writeBytes(text.array(), text.arrayOffset(), text.length());
    }

    static ByteBuf chunk(ByteBuf data, ByteBufAllocator allocator) {
        byte[] size = Ascii.bytes(Integer.toHexString(data.readableBytes()));
        ByteBuf out = allocator.directBuffer(size.length + 2 * CRLF.length + data.readableBytes());
        return out.writeBytes(size)
                .writeBytes(CRLF)
                .writeBytes(data, data.readerIndex(), data.readableBytes())
                .writeBytes(CRLF);
    }
}
