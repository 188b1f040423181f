package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * The content of a request as it comes in frames, put into the framing that the head told. It is checked here that DATA
 * brings as much as content-length says (RFC 9113 section 8.1.1).
 */
final class Upload {
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] LAST = Ascii.bytes("0\r\n");
    private static final int SIZE_LINE = 12;

    private boolean chunked;
    /** Whether it is as long as its head said. */
    private boolean counted;

    private long left;
    private boolean end;

    /** @param isEnd whether there is no content */
    void begin(Framing framing, boolean isEnd) {
        chunked = framing.isChunked();
        counted = !chunked;
        left = framing.contentLength();
        end = isEnd;
    }

    /** The same without any framing, where a tunnel is asked for. */
    void beginTunnel(boolean isEnd) {
        chunked = false;
        counted = false;
        end = isEnd;
    }

    /** Whether all of it came. */
    boolean isEnd() {
        return end;
    }

    /**
     * Takes what one frame brought.
     *
     * @param in stays the caller's
     * @param out where it goes on from
     */
    void add(ByteBuf in, boolean isEnd, Inbox out, ByteBufAllocator allocator) throws MalformedRequestException {
        int length = in.readableBytes();
        count(length, isEnd);
        int framing = chunked ? SIZE_LINE + CRLF.length + LAST.length + CRLF.length : 0;
        if (length + framing == 0) {
            return;
        }
        ByteBuf framed = allocator.directBuffer(length + framing);
        if (length > 0) {
            chunk(in, length, framed);
        }
        if (isEnd && chunked) {
            framed.writeBytes(LAST).writeBytes(CRLF);
        }
        out.add(framed);
    }

    private void count(int length, boolean isEnd) throws MalformedRequestException {
        left -= counted ? length : 0;
        if (counted && (left < 0 || isEnd && left > 0)) {
            throw new MalformedRequestException("content-length is not the length of the content");
        }
        end = isEnd;
    }

    private void chunk(ByteBuf in, int length, ByteBuf out) {
        if (chunked) {
            out.writeBytes(Ascii.bytes(Integer.toHexString(length))).writeBytes(CRLF);
        }
        out.writeBytes(in, in.readerIndex(), length);
        if (chunked) {
            out.writeBytes(CRLF);
        }
    }

    /** Takes the fields behind it. Where the framing has no room for them they end here. */
    void end(Http2Headers trailer, Inbox out, ByteBufAllocator allocator) throws MalformedRequestException {
        if (!chunked && !counted) {
            throw new MalformedRequestException("fields in a tunnel");
        }
        count(0, true);
        ByteBuf lines = allocator.directBuffer().writeBytes(LAST);
        try {
            for (Map.Entry<CharSequence, CharSequence> field : trailer) {
                add(Http2Field.name(field.getKey()), lines).writeBytes(COLON);
                add(Http2Field.value(field.getValue()), lines).writeBytes(CRLF);
            }
            if (chunked) {
                out.add(lines.writeBytes(CRLF).retain());
            }
        } finally {
            lines.release();
        }
    }

    private static ByteBuf add(AsciiString text, ByteBuf out) {
        return out.writeBytes(text.array(), text.arrayOffset(), text.length());
    }
}
