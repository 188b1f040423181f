package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Puts content into chunks whose end the node shows by closing: the client shall see whether all of it came. */
final class Chunker {
    private static final byte[] LAST = Ascii.bytes("0\r\n\r\n");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final int LONGEST_SIZE_LINE = 16;

    private boolean on;
    private boolean begun;

    void set(boolean wanted) {
        on = wanted;
        begun = false;
    }

    boolean isOn() {
        return on;
    }

    /** What stands before {@code length} octets of content. */
    ByteBuf next(int length, ByteBufAllocator allocator) {
        ByteBuf line = endOfChunk(allocator);
        line.writeBytes(Ascii.bytes(Integer.toHexString(length)));
        line.writeBytes(CRLF);
        begun = true;
        return line;
    }

    /** What stands behind all content. */
    ByteBuf last(ByteBufAllocator allocator) {
        return endOfChunk(allocator).writeBytes(LAST);
    }

    private ByteBuf endOfChunk(ByteBufAllocator allocator) {
        ByteBuf line = allocator.directBuffer(LONGEST_SIZE_LINE);
        if (begun) {
            line.writeBytes(CRLF);
        }
        return line;
    }
}
