package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** What was received and not yet dealt with, usually one buffer as it came from the socket. */
final class Inbox {
    private final ByteBufAllocator allocator;
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    Inbox(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes over {@code more}. */
    void add(ByteBuf more) {
        if (!octets.isReadable()) {
            octets.release();
            octets = more;
        } else {
            append(more);
        }
    }

    boolean isEmpty() {
        return !octets.isReadable();
    }

    int readable() {
        return octets.readableBytes();
    }

    /** To look at and to skip from; it stays ours, and another call may give another one. */
    ByteBuf octets() {
        return octets;
    }

    /** Hands over the next {@code length} octets, without copying them. */
    ByteBuf take(int length) {
        if (length < octets.readableBytes()) {
            return octets.readRetainedSlice(length);
        }
        ByteBuf all = octets;
        octets = Unpooled.EMPTY_BUFFER;
        return all;
    }

    void copy(int length, ByteBuf out) {
        out.writeBytes(octets, length);
        releaseIfRead();
    }

    void skip(int length) {
        octets.skipBytes(length);
        releaseIfRead();
    }

    void clear() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }

    private void releaseIfRead() {
        if (!octets.isReadable()) {
            clear();
        }
    }

    /** Writes only where no slice of before can be: one that is still being sent must not move. */
    private void append(ByteBuf more) {
        if (octets.refCnt() > 1 || octets.writableBytes() < more.readableBytes()) {
            ByteBuf larger = allocator.directBuffer(2 * (octets.readableBytes() + more.readableBytes()));
            larger.writeBytes(octets);
            octets.release();
            octets = larger;
        }
        octets.writeBytes(more);
        more.release();
    }
}
