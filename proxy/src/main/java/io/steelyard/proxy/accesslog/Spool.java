package io.steelyard.proxy.accesslog;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A ring of lines in a mapped file: what was appended is there after {@code kill -9}. One thread appends, one other
 * reads; neither waits. Positions count octets and never fall back.
 *
 * <pre>
 *   0        8          64       128     4096
 *   | id     | capacity | written | read | records …
 *   record:  length (4) | balancer (4) | milliseconds (6) | period (2) | line | up to 7 of nothing
 *   a length of {@link #WRAP} leads back to the beginning
 * </pre>
 */
final class Spool {
    static final int SMALLEST = 1 << 12;

    private static final int HEADER = 4096;
    private static final int ID = 0;
    private static final int CAPACITY = 8;
    private static final int WRITTEN = 64;
    private static final int READ = 128;
    private static final int RECORD_HEADER = 16;
    private static final int ALIGNMENT = 8;
    private static final int WRAP = -1;
    /** Of the octets with milliseconds and period; enough for 8,900 years. */
    private static final int MILLIS_BITS = 48;

    private static final long MILLIS_MASK = (1L << MILLIS_BITS) - 1;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Takes a record. */
    interface Reader {
        /**
         * @param position of the record, which is below those of all later ones
         * @param line valid during the call only
         */
        void line(long position, LogKey log, long millis, byte[] line, int length) throws IOException;
    }

    private final MappedByteBuffer map;
    private final long id;
    private final int capacity;
    /** Where the reader was when the writer last looked. */
    private long readSeen;

    private byte[] line = new byte[1024];

    private Spool(MappedByteBuffer map) {
        this.map = map;
        this.id = map.getLong(ID);
        this.capacity = (int) map.getLong(CAPACITY);
        this.readSeen = read();
    }

    /**
     * A new, empty one.
     *
     * @param id never given to another
     * @param capacity in octets, a power of two; the file takes up what was ever used of it
     */
    static Spool create(Path file, long id, int capacity) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(MapMode.READ_WRITE, 0, HEADER + capacity);
            map.order(ByteOrder.LITTLE_ENDIAN).putLong(ID, id).putLong(CAPACITY, capacity);
            return new Spool(map);
        }
    }

    /**
     * One that a process of before left.
     *
     * @throws IOException also when it is no spool
     */
    static Spool open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size < HEADER + SMALLEST || size > Integer.MAX_VALUE) {
                throw new IOException(file + " is no spool");
            }
            MappedByteBuffer map = channel.map(MapMode.READ_WRITE, 0, size);
            map.order(ByteOrder.LITTLE_ENDIAN);
            if (map.getLong(CAPACITY) != size - HEADER) {
                throw new IOException(file + " is no spool");
            }
            return new Spool(map);
        }
    }

    long id() {
        return id;
    }

    /** Whether there was room. By the writer. */
    boolean append(LogKey log, long millis, byte[] octets, int length) {
        int size = align(RECORD_HEADER + length);
        long written = (long) LONG.get(map, WRITTEN);
        int at = offset(written);
        int skipped = at + size > capacity ? capacity - at : 0;
        if (!hasRoom(written + skipped + size)) {
            return false;
        }
        if (skipped > 0) {
            map.putInt(HEADER + at, WRAP);
            at = 0;
        }
        int to = HEADER + at;
        map.putInt(to, length).putInt(to + 4, log.balancer());
        map.putLong(to + 8, millis & MILLIS_MASK | (long) log.periodSeconds() << MILLIS_BITS);
        map.put(to + RECORD_HEADER, octets, 0, length);
        LONG.setRelease(map, WRITTEN, written + skipped + size);
        return true;
    }

    private boolean hasRoom(long end) {
        if (end - readSeen > capacity) {
            readSeen = (long) LONG.getAcquire(map, READ);
        }
        return end - readSeen <= capacity;
    }

    /** Whether it is more than half full, as far as the writer knows. By the writer. */
    boolean isFilling() {
        return (long) LONG.get(map, WRITTEN) - readSeen > capacity >> 1;
    }

    /**
     * Hands over what was appended and not read before, in order. By the reader.
     *
     * @param octets after which to stop
     * @return where to go on, for {@link #release}
     */
    long forEach(Reader reader, long octets) throws IOException {
        long end = (long) LONG.getAcquire(map, WRITTEN);
        long at = read();
        long stop = Math.min(end, at + octets);
        while (at < stop) {
            int from = HEADER + offset(at);
            int length = map.getInt(from);
            if (length == WRAP) {
                at += capacity - offset(at);
            } else {
                hand(reader, at, from, length);
                at += align(RECORD_HEADER + length);
            }
        }
        return at;
    }

    private void hand(Reader reader, long position, int from, int length) throws IOException {
        if (line.length < length) {
            line = new byte[length];
        }
        map.get(from + RECORD_HEADER, line, 0, length);
        long time = map.getLong(from + 8);
        LogKey log = new LogKey(map.getInt(from + 4), (int) (time >>> MILLIS_BITS));
        reader.line(position, log, time & MILLIS_MASK, line, length);
    }

    /** What is before this position will not be read again. By the reader. */
    void release(long position) {
        LONG.setRelease(map, READ, position);
    }

    boolean isEmpty() {
        return read() == (long) LONG.getAcquire(map, WRITTEN);
    }

    private long read() {
        return (long) LONG.getAcquire(map, READ);
    }

    private int offset(long position) {
        return (int) (position & (capacity - 1));
    }

    private static int align(int size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
