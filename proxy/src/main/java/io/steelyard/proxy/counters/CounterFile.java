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
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the counters. A process that starts writes a new one with what the ones before counted, whatever number of
 * event loops those had, and puts it in the old one's place at once: killed in between, it has counted nothing yet.
 *
 * <p>A process whose connections outlast the start of its successor counts on in the file it has, and holds the lock on it.
 * That file then has a number behind its name, which the new file names: what was counted is the sum of both. A file with a
 * number that is not named is nobody's.
 *
 * <pre>
 *   magic, event loops, how many others, their numbers | chunk of slots | chunk of slots …
 * </pre>
 */
final class CounterFile {
    static final int HEAD_BYTES = 4096;
    private static final long MAGIC = 0x5374_6565_6C79_0001L;
    private static final int LOOPS = Long.BYTES;
    private static final int OTHERS = 2 * Long.BYTES;
    private static final int NUMBERS = 3 * Long.BYTES;
    private static final int MOST_LOOPS = 4096;
    private static final int MOST_OTHERS = (HEAD_BYTES - NUMBERS) / Long.BYTES;
    private static final Logger LOG = LoggerFactory.getLogger(CounterFile.class);

    private CounterFile() {}

    static long chunkBytes(int loops) {
        return CounterMemory.SLOTS_PER_CHUNK * BalancerCounters.bytes(loops);
    }

    /** What the processes before this one left, the last one first; nothing when nothing can be read. */
    static List<LeftCounts> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            MemorySegment last = map(file);
            List<LeftCounts> left = new ArrayList<>();
            left.add(new LeftCounts(LeftCounts.LAST, file, slots(last)));
            for (long number : numbers(last)) {
                Path other = numbered(file, number);
                left.add(new LeftCounts(number, other, slots(map(other))));
            }
            return left;
        } catch (IOException unreadable) {
            LOG.error("What was counted before is lost: {}", unreadable.toString());
            return List.of();
        }
    }

    private static MemorySegment map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            if (all.byteSize() < HEAD_BYTES || all.get(ValueLayout.JAVA_LONG, 0) != MAGIC) {
                throw new IOException(file + " is none of counters");
            }
            return all;
        }
    }

    private static List<BalancerCounters> slots(MemorySegment all) {
        int loops = (int) Math.clamp(all.get(ValueLayout.JAVA_LONG, LOOPS), 1, MOST_LOOPS);
        long slotBytes = BalancerCounters.bytes(loops);
        List<BalancerCounters> slots = new ArrayList<>();
        for (long at = HEAD_BYTES; at + slotBytes <= all.byteSize(); at += slotBytes) {
            slots.add(new BalancerCounters(all.asSlice(at, slotBytes), loops));
        }
        return slots;
    }

    private static long[] numbers(MemorySegment all) {
        int others = (int) Math.clamp(all.get(ValueLayout.JAVA_LONG, OTHERS), 0, MOST_OTHERS);
        return LongStream.range(0, others)
                .map(i -> all.get(ValueLayout.JAVA_LONG, NUMBERS + i * Long.BYTES))
                .toArray();
    }

    private static Path numbered(Path file, long number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /**
     * Exchanges the file for one that holds {@code before}, and names what others count in still.
     *
     * @return the memory with a slot for each of {@code before}
     */
    static CounterMemory replace(Path file, int loops, List<TrafficReport> before, List<LeftCounts> counting) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            List<Long> numbers = named(file, counting);
            CounterMemory memory =
                    restored(new CounterMemory(Optional.of(create(fresh, loops, numbers)), loops), before);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            deleteAllBut(file, numbers);
            return memory;
        } catch (IOException unwritable) {
            LOG.error("Counters will not outlive this process: {}", unwritable.toString());
            return restored(new CounterMemory(Optional.empty(), loops), before);
        }
    }

    /** The numbers of those, the last one's given now: another name for it, since its own goes to the new file. */
    private static List<Long> named(Path file, List<LeftCounts> counting) throws IOException {
        long highest = counting.stream().mapToLong(LeftCounts::number).max().orElse(LeftCounts.LAST);
        List<Long> numbers = new ArrayList<>();
        for (LeftCounts each : counting.subList(0, Math.min(counting.size(), MOST_OTHERS))) {
            if (each.number() == LeftCounts.LAST) {
                Path name = numbered(file, highest + 1);
                Files.deleteIfExists(name);
                Files.createLink(name, file);
                each.named(highest + 1, name);
            }
            numbers.add(each.number());
        }
        return numbers;
    }

    private static void deleteAllBut(Path file, List<Long> numbers) throws IOException {
        Path directory = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        try (var siblings = Files.newDirectoryStream(directory, file.getFileName() + ".[0-9]*")) {
            for (Path sibling : siblings) {
                if (numbers.stream().map(number -> numbered(file, number)).noneMatch(sibling::equals)) {
                    Files.delete(sibling);
                }
            }
        }
    }

    private static CounterMemory restored(CounterMemory memory, List<TrafficReport> before) {
        before.forEach(counted -> memory.free().restore(counted));
        return memory;
    }

    private static FileChannel create(Path file, int loops, List<Long> others) throws IOException {
        Files.deleteIfExists(file);
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.nativeOrder());
        head.putLong(MAGIC).putLong(loops).putLong(others.size());
        others.forEach(head::putLong);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            channel.write(head.clear());
            channel.tryLock();
            return channel;
        } catch (IOException full) {
            channel.close();
            throw full;
        }
    }
}
