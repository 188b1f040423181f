package io.steelyard.proxy.accesslog;

import io.steelyard.proxy.accesslog.Segment.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Turns closed segments into zip files. The same segment gives the same octets again, however often a crash makes it
 * begin anew. Used by one thread.
 */
final class Sealer {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);
    private static final int BUFFER = 64 << 10;

    private final LogDirectory directory;

    Sealer(LogDirectory directory) {
        this.directory = directory;
    }

    /** Seals whatever is closed. */
    void sealAll() throws IOException {
        for (Path file : LogDirectory.files(directory.closed())) {
            SegmentName name = SegmentName.parse(file.getFileName().toString()).orElse(null);
            if (name != null) {
                seal(name, file);
            }
        }
    }

    private void seal(SegmentName name, Path file) throws IOException {
        Path draft = directory.root().resolve("sealing.zip");
        Sums sums = zip(name, file, draft);
        Path sealed =
                directory.sealed().resolve(name.sealed(sums.lines, sums.lost).fileName());
        Files.move(draft, sealed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(file);
    }

    /** Durable when it returns. */
    private static Sums zip(SegmentName name, Path file, Path draft) throws IOException {
        Sums sums = new Sums();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
                FileOutputStream out = new FileOutputStream(draft.toFile());
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER))) {
            zip.putNextEntry(entry(name));
            sums.copy(in, Files.size(file), zip);
            zip.closeEntry();
            zip.finish();
            zip.flush();
            out.getFD().sync();
        }
        return sums;
    }

    private static ZipEntry entry(SegmentName name) {
        Instant begin = Instant.ofEpochSecond(name.beginSeconds());
        ZipEntry entry = new ZipEntry("lb_" + name.log().balancer() + "_" + HOUR.format(begin) + ".log");
        entry.setTimeLocal(begin.atOffset(ZoneOffset.UTC).toLocalDateTime());
        return entry;
    }

    /** What all frames of a segment say together. */
    private static final class Sums {
        private long lines;
        private long lost;

        void copy(DataInputStream in, long size, OutputStream out) throws IOException {
            byte[] header = new byte[Segment.FRAME_HEADER];
            long left = size;
            while (left > 0) {
                in.readFully(header);
                Frame frame = Frame.read(ByteBuffer.wrap(header));
                out.write(in.readNBytes(frame.length()));
                lines += frame.lines();
                lost += frame.lost();
                left -= Segment.FRAME_HEADER + frame.length();
            }
        }
    }
}
