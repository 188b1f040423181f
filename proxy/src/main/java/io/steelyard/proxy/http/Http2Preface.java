package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** What a client begins with that knows before that HTTP/2 is spoken (RFC 9113 section 3.4). No request of HTTP/1.1 does. */
final class Http2Preface {
    private static final ByteBuf HEAD = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer(Ascii.bytes("PRI * HTTP/2.0\r\n\r\n")).asReadOnly());

    private Http2Preface() {}

    /** Whether what was received begins with the part of it that looks like a head. */
    static boolean begins(ByteBuf octets) {
        int length = HEAD.readableBytes();
        return octets.readableBytes() >= length
                && ByteBufUtil.equals(octets, octets.readerIndex(), HEAD, HEAD.readerIndex(), length);
    }
}
