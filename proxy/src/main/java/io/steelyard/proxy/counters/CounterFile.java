package io.steelyard.proxy.counters;

import io.steelyard.domain.observed.TrafficReport;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the counters. A process that starts writes a new one with what the one before counted, whatever number of
 * event loops that had, and puts it in the old one's place at once: killed in between, it has counted nothing yet.
 *
 * <pre>
 *   magic, event loops | chunk of slots | chunk of slots …
 * </pre>
 */
final class CounterFile {
    static final int HEAD_BYTES = 4096;
    private static final long MAGIC = 0x5374_6565_6C79_0001L;
    private static final int LOOPS = Long.BYTES;
    private static final int MOST_LOOPS = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(CounterFile.class);

    private CounterFile() {}

    static long chunkBytes(int loops) {
        return CounterMemory.SLOTS_PER_CHUNK * BalancerCounters.bytes(loops);
    }

    /** What the process before this one left; nothing when it left nothing that can be read. */
    static List<TrafficReport> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            return read(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException unreadable) {
            LOG.error("What was counted before is lost: {}", unreadable.toString());
            return List.of();
        }
    }

    private static List<TrafficReport> read(MemorySegment all) {
        if (all.byteSize() < HEAD_BYTES || all.get(ValueLayout.JAVA_LONG, 0) != MAGIC) {
            LOG.error("What was counted before is lost: the file is none of counters");
            return List.of();
        }
        int loops = (int) Math.clamp(all.get(ValueLayout.JAVA_LONG, LOOPS), 1, MOST_LOOPS);
        long slotBytes = BalancerCounters.bytes(loops);
        List<TrafficReport> counted = new ArrayList<>();
        for (long at = HEAD_BYTES; at + slotBytes <= all.byteSize(); at += slotBytes) {
            BalancerCounters slot = new BalancerCounters(all.asSlice(at, slotBytes), loops);
            if (!slot.isFree()) {
                counted.add(slot.report());
            }
        }
        return counted;
    }

    /**
     * Exchanges the file for one that holds {@code before}.
     *
     * @return the memory with a slot for each of them
     */
    static CounterMemory replace(Path file, int loops, List<TrafficReport> before) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            CounterMemory memory = restored(new CounterMemory(Optional.of(create(fresh, loops)), loops), before);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return memory;
        } catch (IOException unwritable) {
            LOG.error("Counters will not outlive this process: {}", unwritable.toString());
            return restored(new CounterMemory(Optional.empty(), loops), before);
        }
    }

    private static CounterMemory restored(CounterMemory memory, List<TrafficReport> before) {
        before.forEach(counted -> memory.free().restore(counted));
        return memory;
    }

    private static FileChannel create(Path file, int loops) throws IOException {
        Files.deleteIfExists(file);
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.nativeOrder());
        head.putLong(MAGIC).putLong(loops).rewind();
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            channel.write(head);
            return channel;
        } catch (IOException full) {
            channel.close();
            throw full;
        }
    }
}
