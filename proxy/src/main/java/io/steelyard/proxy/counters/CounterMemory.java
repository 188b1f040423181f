package io.steelyard.proxy.counters;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots for balancers, in chunks that are mapped from a file: what was written there outlives the process, however it
 * ends. A chunk's room on the disk is taken before it is mapped, since a page that cannot be kept would end the process.
 * Without a file, or when there is no room, slots are memory of this process alone: traffic never waits for its counters.
 */
final class CounterMemory {
    static final int SLOTS_PER_CHUNK = 64;
    static final int MOST_CHUNKS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CounterMemory.class);

    private final Optional<FileChannel> file;
    private final int loops;
    private final List<BalancerCounters> slots = new ArrayList<>();
    private int chunks;

    /** @param file to append chunks to; empty: none */
    CounterMemory(Optional<FileChannel> file, int loops) {
        this.file = file;
        this.loops = loops;
    }

    /** One that nobody has. */
    BalancerCounters free() {
        return slots.stream().filter(BalancerCounters::isFree).findFirst().orElseGet(this::grown);
    }

    /** Those that are not free. */
    List<BalancerCounters> taken() {
        return slots.stream().filter(slot -> !slot.isFree()).toList();
    }

    private BalancerCounters grown() {
        int first = slots.size();
        add(chunk());
        return slots.get(first);
    }

    private void add(MemorySegment chunk) {
        long slotBytes = BalancerCounters.bytes(loops);
        for (int slot = 0; slot < SLOTS_PER_CHUNK; slot++) {
            slots.add(new BalancerCounters(chunk.asSlice(slot * slotBytes, slotBytes), loops));
        }
    }

    private MemorySegment chunk() {
        if (file.isPresent() && chunks < MOST_CHUNKS) {
            try {
                return mapped(file.get());
            } catch (IOException noRoom) {
                LOG.error("Counters of further load balancers will not outlive this process: {}", noRoom.toString());
            }
        }
        return MemorySegment.ofArray(new long[(int) (CounterFile.chunkBytes(loops) / Long.BYTES)]);
    }

    private MemorySegment mapped(FileChannel channel) throws IOException {
        long bytes = CounterFile.chunkBytes(loops);
        long start = CounterFile.HEAD_BYTES + chunks * bytes;
        ByteBuffer zeros = ByteBuffer.allocate((int) bytes);
        while (zeros.hasRemaining()) {
            channel.write(zeros, start + zeros.position());
        }
        // It goes when nothing can count there any more: connections may outlast who closes the file.
        MemorySegment chunk = channel.map(MapMode.READ_WRITE, start, bytes, Arena.ofAuto());
        chunks++;
        return chunk;
    }

    /** Takes no more room; what is there goes on. */
    void close() {
        file.ifPresent(CounterMemory::close);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException unusable) {
            LOG.warn("The counters' file could not be closed: {}", unusable.toString());
        }
    }
}
