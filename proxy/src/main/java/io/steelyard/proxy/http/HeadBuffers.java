package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for heads that go out, used again once whoever sent one has released it. A pool for buffers of any size and thread
 * costs as much as encoding the head does. For one event loop.
 */
final class HeadBuffers {
    /** Octets of each; a longer head takes one from the pool. */
    static final int SIZE = 2048;
    /** As many as are under way at once, usually. */
    static final int COUNT = 64;

    private static final UnpooledByteBufAllocator OURS = new UnpooledByteBufAllocator(true, true);

    private final @Nullable ByteBuf[] buffers = new ByteBuf[COUNT];
    private int next;

    /**
     * An empty buffer, which the caller releases as any other.
     *
     * @param octets that it is to hold; it grows when there are more
     * @param otherwise where it comes from when it is to be a large one, or all that are here are in use
     */
    ByteBuf take(int octets, ByteBufAllocator otherwise) {
        if (octets > SIZE) {
            return otherwise.directBuffer(octets);
        }
        int place = next++ & (COUNT - 1);
        ByteBuf buffer = buffers[place];
        if (buffer == null) {
            buffer = OURS.directBuffer(SIZE);
            buffers[place] = buffer;
        } else if (buffer.refCnt() > 1) {
            return otherwise.directBuffer(octets);
        }
        return emptied(buffer).retain();
    }

    private static ByteBuf emptied(ByteBuf buffer) {
        buffer.clear();
        return buffer.capacity() == SIZE ? buffer : buffer.capacity(SIZE);
    }
}
