package io.steelyard.proxy.transport.ring;

import static io.steelyard.proxy.transport.ring.Ring.MEMORY;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.steelyard.proxy.buffer.SpareBuffers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Buffers that lie ready for the kernel to receive into (io_uring_register_buf_ring(3)): it takes one when bytes have come, so
 * a connection that waits needs none. A filled one leaves, and another takes its place.
 */
final class ReceiveBuffers implements AutoCloseable {
    /** The only group. */
    static final int GROUP = 1;
    /** Octets of each: a request's head with room to spare. */
    static final int SIZE = 8 * 1024;

    private static final int COUNT = 256;
    /** Some more, which are being read while as many as that lie ready. */
    private static final int ALL = COUNT + 64;

    private static final int REGISTER_BUFFER_RING = 22;
    private static final int ENTRY = 16;
    private static final VarHandle SHORT = JAVA_SHORT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment ring = arena.allocate((long) ENTRY * COUNT, 4096);
    private final ByteBuf[] buffers = new ByteBuf[COUNT];
    private final SpareBuffers spares = new SpareBuffers(SIZE, ALL);
    private final ByteBufAllocator allocator;
    private int tail;

    ReceiveBuffers(Ring owner, ByteBufAllocator allocator) throws IOException {
        this.allocator = allocator;
        try (Arena call = Arena.ofConfined()) {
            // struct io_uring_buf_reg
            MemorySegment registration = call.allocate(40, 8);
            registration.set(JAVA_LONG, 0, ring.address());
            registration.set(JAVA_INT, 8, COUNT);
            registration.set(JAVA_SHORT, 12, (short) GROUP);
            owner.register(REGISTER_BUFFER_RING, registration, 1);
        }
        for (int i = 0; i < COUNT; i++) {
            offer(i);
        }
    }

    /** The buffer that the kernel filled, which is the caller's from now on. */
    ByteBuf take(int index, int length) {
        ByteBuf filled = buffers[index];
        offer(index);
        return filled.writerIndex(length);
    }

    private void offer(int index) {
        ByteBuf fresh = spares.take(SIZE, allocator);
        buffers[index] = fresh;
        long entry = ring.address() + (long) ENTRY * (tail & (COUNT - 1));
        MEMORY.set(JAVA_LONG, entry, Addresses.of(fresh));
        MEMORY.set(JAVA_INT, entry + 8, SIZE);
        MEMORY.set(JAVA_SHORT, entry + 12, (short) index);
        tail++;
        // The tail lies where the first entry has a field that is not used.
        SHORT.setRelease(MEMORY, ring.address() + 14, (short) tail);
    }

    /** The ring must be closed already. */
    @Override
    public void close() {
        for (ByteBuf each : buffers) {
            each.release();
        }
        arena.close();
    }
}
