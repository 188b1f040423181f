package io.steelyard.proxy.transport.ring;

import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;

/** Where the bytes of a direct buffer lie. */
final class Addresses {
    private Addresses() {}

    /** The address of its octet 0. */
    static long of(ByteBuf buffer) {
        return buffer.hasMemoryAddress()
                ? buffer.memoryAddress()
                : MemorySegment.ofBuffer(buffer.internalNioBuffer(0, buffer.capacity()))
                        .address();
    }
}
