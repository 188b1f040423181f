package io.steelyard.proxy.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A balancer's lines of one period, still growing. Its file consists of frames, each of which says how far the spool
 * that its lines came from was read: so a line that is read again after a crash is known.
 *
 * <pre>
 *   frame: length (4) | lines (4) | lost (8) | spool (8) | read up to (8) | lines' octets
 * </pre>
 *
 * Used by the splitter's thread alone.
 */
final class Segment {
    static final int FRAME_HEADER = 32;

    /** What a frame says of itself. */
    record Frame(int length, int lines, long lost, long spool, long end) {
        /** For what came from no spool. */
        static final long NO_SPOOL = -1;

        static Frame read(ByteBuffer header) {
            return new Frame(header.getInt(), header.getInt(), header.getLong(), header.getLong(), header.getLong());
        }

        ByteBuffer header() {
            return ByteBuffer.allocate(FRAME_HEADER)
                    .putInt(length)
                    .putInt(lines)
                    .putLong(lost)
                    .putLong(spool)
                    .putLong(end)
                    .flip();
        }
    }

    private final SegmentName name;
    private final Path file;
    private final Map<Long, Long> readUpTo = new HashMap<>();
    private long size;

    private Segment(SegmentName name, Path file) {
        this.name = name;
        this.file = file;
    }

    static Segment create(SegmentName name, Path directory) {
        return new Segment(name, directory.resolve(name.fileName()));
    }

    /** One that a process of before left; what it did not write whole is cut off. */
    static Segment recover(SegmentName name, Path directory) throws IOException {
        Segment segment = create(name, directory);
        try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            segment.readFrames(channel);
            channel.truncate(segment.size);
        }
        return segment;
    }

    private void readFrames(FileChannel channel) throws IOException {
        long end = channel.size();
        while (size + FRAME_HEADER <= end) {
            Frame frame = Frame.read(header(channel, size));
            if (frame.length() < 0 || size + FRAME_HEADER + frame.length() > end) {
                return;
            }
            note(frame);
        }
    }

    private static ByteBuffer header(FileChannel channel, long at) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER);
        while (header.hasRemaining() && channel.read(header, at + header.position()) >= 0) {
            // Until it is whole; its length was looked at before.
        }
        return header.flip();
    }

    SegmentName name() {
        return name;
    }

    Path file() {
        return file;
    }

    /** In octets, frames included. */
    long size() {
        return size;
    }

    /** Whether the line at this position of a spool is in it already. */
    boolean has(long spool, long position) {
        return position < readUpTo.getOrDefault(spool, 0L);
    }

    /** All or nothing. */
    void append(Frame frame, byte[] lines) throws IOException {
        ByteBuffer[] parts = {frame.header(), ByteBuffer.wrap(lines, 0, frame.length())};
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try {
                channel.position(size);
                while (parts[1].hasRemaining() || parts[0].hasRemaining()) {
                    channel.write(parts);
                }
            } catch (IOException full) {
                channel.truncate(size);
                throw full;
            }
        }
        note(frame);
    }

    private void note(Frame frame) {
        size += FRAME_HEADER + frame.length();
        readUpTo.merge(frame.spool(), frame.end(), Math::max);
    }
}
