package io.steelyard.proxy.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of one size, used again in turn once whoever had one has released it. A pool for buffers of any size and thread costs as
 * much as encoding a head does. For one event loop; the buffers themselves may be released by any thread.
 */
public final class SpareBuffers {
    private static final UnpooledByteBufAllocator OURS = new UnpooledByteBufAllocator(true, true);

    private final int size;
    private final @Nullable ByteBuf[] buffers;
    private int next;

    /**
     * None is made before it is needed.
     *
     * @param size of each, in octets
     * @param count as many as are in use at once, usually
     */
    public SpareBuffers(int size, int count) {
        this.size = size;
        this.buffers = new ByteBuf[count];
    }

    /**
     * An empty buffer, which the caller releases as any other.
     *
     * @param octets that it is to hold; it grows when there are more
     * @param otherwise where it comes from when it is to be a large one, or the next one here is in use
     */
    public ByteBuf take(int octets, ByteBufAllocator otherwise) {
        if (octets > size) {
            return otherwise.directBuffer(octets);
        }
        int place = next;
        next = place + 1 == buffers.length ? 0 : place + 1;
        ByteBuf buffer = buffers[place];
        if (buffer == null) {
            buffer = OURS.directBuffer(size);
            buffers[place] = buffer;
        } else if (buffer.refCnt() > 1) {
            return otherwise.directBuffer(octets);
        }
        return emptied(buffer).retain();
    }

    private ByteBuf emptied(ByteBuf buffer) {
        buffer.clear();
        return buffer.capacity() == size ? buffer : buffer.capacity(size);
    }
}
