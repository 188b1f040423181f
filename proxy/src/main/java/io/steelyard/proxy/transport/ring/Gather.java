package io.steelyard.proxy.transport.ring;

import static io.steelyard.proxy.transport.ring.Ring.MEMORY;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Several buffers that go out in one sendmsg(2). They are kept until {@link #release}: the kernel reads them meanwhile. */
final class Gather implements ChannelOutboundBuffer.MessageProcessor {
    private static final int MOST_PARTS = 64;
    /** struct msghdr, rounded up. */
    private static final int HEADER = 64;

    private static final int PART = 16;

    private final List<ByteBuf> buffers = new ArrayList<>();
    private long next;
    private int parts;

    /** The msghdr for what is flushed, or for the first part of it. */
    MemorySegment of(ChannelOutboundBuffer out, Ring ring) throws Exception {
        MemorySegment memory = ring.scratch(HEADER + MOST_PARTS * PART);
        memory.asSlice(0, HEADER).fill((byte) 0);
        next = memory.address() + HEADER;
        parts = 0;
        out.forEachFlushedMessage(this);
        memory.set(JAVA_LONG, 16, memory.address() + HEADER);
        memory.set(JAVA_LONG, 24, parts);
        return memory;
    }

    @Override
    public boolean processMessage(Object message) {
        if (!(message instanceof ByteBuf buffer) || parts + buffer.nioBufferCount() > MOST_PARTS && parts > 0) {
            return false;
        }
        buffers.add(buffer.retain());
        if (buffer.nioBufferCount() == 1) {
            add(Addresses.of(buffer) + buffer.readerIndex(), buffer.readableBytes());
            return true;
        }
        for (ByteBuffer part : buffer.nioBuffers()) {
            if (parts < MOST_PARTS) {
                add(MemorySegment.ofBuffer(part).address(), part.remaining());
            }
        }
        return parts < MOST_PARTS;
    }

    private void add(long address, int length) {
        if (length == 0) {
            return;
        }
        MEMORY.set(JAVA_LONG, next, address);
        MEMORY.set(JAVA_LONG, next + 8, length);
        next += PART;
        parts++;
    }

    /** The kernel does not read them any more. */
    void release() {
        buffers.forEach(ByteBuf::release);
        buffers.clear();
    }
}
