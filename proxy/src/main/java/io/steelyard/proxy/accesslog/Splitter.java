package io.steelyard.proxy.accesslog;

import io.steelyard.proxy.accesslog.Segment.Frame;
import io.steelyard.proxy.lock.ProcessLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves lines from the spools to the segment of their balancer and period, and closes segments whose time is over. A
 * spool is released only after its lines are in the segments, and a segment closed only after that, so that neither a
 * crash between two steps nor an error loses or doubles a line. Used by one thread.
 */
final class Splitter {
    /** Read at once, so that memory stays bounded. */
    private static final long STEP_OCTETS = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Splitter.class);

    /** A log's period; its lines go to the same segment until that is closed. */
    private record Place(LogKey log, long beginSeconds) {}

    private final LogDirectory directory;
    private final AccessLogLimits limits;
    private final InstantSource clock;
    private final Losses losses;
    private final long epoch;
    private final Map<Place, Segment> open = new LinkedHashMap<>();
    private final Map<Integer, Long> held = new HashMap<>();
    /** Of processes before this one, some of which may append still. */
    private final Map<Path, Spool> others = new LinkedHashMap<>();

    private long segments;

    Splitter(LogDirectory directory, AccessLogLimits limits, InstantSource clock, Losses losses, long epoch) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.losses = losses;
        this.epoch = epoch;
    }

    /** Takes up what a process of before left: its segments, then what its spools still hold. */
    void recover() throws IOException {
        open.clear();
        for (Path file : LogDirectory.files(directory.open())) {
            SegmentName name = SegmentName.parse(file.getFileName().toString()).orElse(null);
            if (name != null) {
                takeUp(Segment.recover(name, directory.open()));
            }
        }
        measure();
        others.clear();
        for (Path file : LogDirectory.files(directory.spools())) {
            if (!file.getFileName().toString().startsWith(epoch + "-")) {
                open(file);
            }
        }
        drainOthers();
    }

    /** Two of one place cannot be unless a process died while it closed one; the earlier one is closed now. */
    private void takeUp(Segment segment) throws IOException {
        Segment other = open.put(place(segment.name()), segment);
        if (other != null) {
            close(other);
        }
    }

    private void open(Path file) throws IOException {
        try {
            others.put(file, Spool.open(file));
        } catch (IOException broken) {
            LOG.warn("{} cannot be read: {}", file, broken.getMessage());
            Files.delete(file);
        }
    }

    /** Everything that is in the spools of processes before this one; those of a process that has ended go. */
    void drainOthers() throws IOException {
        for (Path file : List.copyOf(others.keySet())) {
            Path writer = writer(file);
            // Asked first: what is appended before the end is drained after it.
            boolean over = !ProcessLock.isTaken(writer);
            drain(Objects.requireNonNull(others.get(file)));
            if (over) {
                Files.delete(file);
                Files.deleteIfExists(writer);
                others.remove(file);
            }
        }
    }

    private Path writer(Path spool) {
        String name = spool.getFileName().toString();
        return directory.writer(Long.parseLong(name.substring(0, name.indexOf('-'))));
    }

    /** Everything that is in a spool now. */
    void drain(Spool spool) throws IOException {
        while (!spool.isEmpty()) {
            step(spool);
        }
    }

    private void step(Spool spool) throws IOException {
        Map<Place, Batch> batches = new LinkedHashMap<>();
        long end = spool.forEach(
                (position, log, millis, line, length) -> {
                    Place place = place(log, millis);
                    Segment segment = open.get(place);
                    if (segment == null || !segment.has(spool.id(), position)) {
                        batches.computeIfAbsent(place, _ -> new Batch()).add(line, length);
                    }
                },
                STEP_OCTETS);
        for (Map.Entry<Place, Batch> batch : batches.entrySet()) {
            write(batch.getKey(), batch.getValue(), spool.id(), end);
        }
        spool.release(end);
    }

    private void write(Place place, Batch batch, long spool, long end) throws IOException {
        long octets = batch.length() + Segment.FRAME_HEADER;
        if (held.getOrDefault(place.log().balancer(), 0L) + octets > limits.balancerOctets()) {
            losses.add(place.log(), batch.lines());
            return;
        }
        append(place, new Frame(batch.length(), batch.lines(), 0, spool, end), batch.octets());
    }

    private void append(Place place, Frame frame, byte[] octets) throws IOException {
        segment(place).append(frame, octets);
        held.merge(place.log().balancer(), (long) frame.length() + Segment.FRAME_HEADER, Long::sum);
    }

    private Segment segment(Place place) {
        return open.computeIfAbsent(
                place,
                wanted -> Segment.create(
                        new SegmentName(wanted.log(), wanted.beginSeconds(), epoch, segments++), directory.open()));
    }

    /** Writes down what was lost up to now, where the lines would be; who reads a detailed log expects no other line in it. */
    void announceLosses() throws IOException {
        if (losses.isEmpty()) {
            return;
        }
        for (Map.Entry<LogKey, Long> lost : losses.take().entrySet()) {
            LogKey log = lost.getKey();
            String text = log.isDetailed()
                    ? ""
                    : "# " + clock.instant() + " " + lost.getValue()
                            + " lines are missing here: more came than could be kept\n";
            byte[] line = text.getBytes(StandardCharsets.US_ASCII);
            append(place(log, clock.millis()), new Frame(line.length, 0, lost.getValue(), Frame.NO_SPOOL, 0), line);
            LOG.warn("Load balancer {}: {} lines of its access log are lost", log.balancer(), lost.getValue());
        }
    }

    /**
     * Closes the segments whose period ended at or before a moment, and those that are large.
     *
     * @return whether there was any
     */
    boolean closeDue(Instant now) throws IOException {
        List<Place> due = new ArrayList<>();
        open.forEach((place, segment) -> {
            boolean over = place.beginSeconds() + seconds(place.log()) <= now.getEpochSecond();
            if (over || segment.size() >= limits.segmentOctets()) {
                due.add(place);
            }
        });
        for (Place place : due) {
            close(segment(place));
            open.remove(place);
        }
        return !due.isEmpty();
    }

    private void close(Segment segment) throws IOException {
        Files.move(
                segment.file(),
                directory.closed().resolve(segment.file().getFileName()),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Looks what is on the disk: what was delivered is there no longer. */
    void measure() throws IOException {
        held.clear();
        held.putAll(directory.held());
    }

    /** A detailed log is not of a longer period than the host's. */
    private Place place(LogKey log, long millis) {
        LogKey kept =
                log.isDetailed() ? new LogKey(log.balancer(), (int) Math.min(log.periodSeconds(), period())) : log;
        long second = Math.floorDiv(millis, 1000L);
        return new Place(kept, second - Math.floorMod(second, seconds(kept)));
    }

    private long seconds(LogKey log) {
        return log.isDetailed() ? log.periodSeconds() : period();
    }

    private long period() {
        return limits.period().toSeconds();
    }

    private static Place place(SegmentName name) {
        return new Place(name.log(), name.beginSeconds());
    }
}
