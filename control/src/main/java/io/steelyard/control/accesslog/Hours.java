package io.steelyard.control.accesslog;

import io.steelyard.domain.accesslog.SealedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which part of a log has its hour's plain name: a file for each hour, to which each balancer's first part is appended.
 * What a crash left incomplete was not used by anybody. Used by one thread.
 */
final class Hours {
    /** Longer than a part of an hour could be late. */
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    private static final int REMEMBERED = 4;
    private static final Pattern RECORD = Pattern.compile("([0-9]+) ([0-9]+-[0-9]+);");

    private final Path directory;
    private final Map<Instant, Map<Integer, String>> read = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Map<Integer, String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Hours(Path directory) {
        this.directory = directory;
    }

    /** Whether a part has the plain name, which the first one to ask gets for good. */
    boolean isFirst(SealedLog log, Instant now) throws IOException {
        Map<Integer, String> firsts = firsts(log.hour());
        String who = log.epoch() + "-" + log.segment();
        String first = firsts.get(log.loadBalancer().value());
        if (first == null) {
            append(log.hour(), log.loadBalancer() + " " + who + ";");
            Files.setLastModifiedTime(file(log.hour()), FileTime.from(now));
            firsts.put(log.loadBalancer().value(), who);
            return true;
        }
        return first.equals(who);
    }

    private Map<Integer, String> firsts(Instant hour) throws IOException {
        Map<Integer, String> known = read.get(hour);
        if (known == null) {
            known = read(file(hour));
            read.put(hour, known);
        }
        return known;
    }

    private static Map<Integer, String> read(Path file) throws IOException {
        Map<Integer, String> firsts = new HashMap<>();
        if (Files.exists(file)) {
            for (MatchResult each :
                    RECORD.matcher(Files.readString(file)).results().toList()) {
                firsts.putIfAbsent(Integer.valueOf(each.group(1)), each.group(2));
            }
        }
        return firsts;
    }

    private void append(Instant hour, String entry) throws IOException {
        try (FileChannel file = FileChannel.open(file(hour), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap(("\n" + entry).getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        }
    }

    private Path file(Instant hour) {
        return directory.resolve(Long.toString(hour.getEpochSecond()));
    }

    /** Forgets hours that are long over. */
    void tidy(Instant now) throws IOException {
        for (Path file : files()) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT_FOR))) {
                Files.delete(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
