package io.steelyard.proxy.names;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where names led to, in a file: a proxy that comes after another one knows its nodes at once, and clients need not wait for
 * name servers. A line for each name, with its addresses. Only a file that is fresh is believed; an address may belong to
 * somebody else by and by.
 *
 * <p>Threading: one thread at a time keeps; what was read never changes.
 */
final class LastAnswers {
    /** A proxy keeps its answers at least this often. */
    static final Duration KEPT_EVERY = Duration.ofMinutes(5);

    private static final Duration BELIEVED = KEPT_EVERY.multipliedBy(2);
    private static final Logger LOG = LoggerFactory.getLogger(LastAnswers.class);

    private final Optional<Path> file;
    private final Map<DomainName, Resolution> read;

    private LastAnswers(Optional<Path> file, Map<DomainName, Resolution> read) {
        this.file = file;
        this.read = read;
    }

    /** @param file need not be there; empty: nothing is kept */
    static LastAnswers of(Optional<Path> file, InstantSource clock) {
        return new LastAnswers(file, file.map(path -> read(path, clock)).orElse(Map.of()));
    }

    /** Where the name led to when the proxy before this one ended. */
    Resolution of(DomainName name) {
        return read.getOrDefault(name, Resolution.UNKNOWN);
    }

    /** Writes these in place of all others. */
    void keep(Map<DomainName, Resolution> current) {
        file.ifPresent(path -> write(path, current));
    }

    private static void write(Path path, Map<DomainName, Resolution> current) {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.write(
                    next,
                    current.entrySet().stream()
                            .filter(answer -> !answer.getValue().addresses().isEmpty())
                            .map(answer -> line(answer.getKey(), answer.getValue()))
                            .toList());
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            LOG.warn("Where names lead to cannot be kept: {}", unwritable.getMessage());
        }
    }

    private static String line(DomainName name, Resolution resolution) {
        return Stream.concat(Stream.of(name), resolution.addresses().stream())
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    private static Map<DomainName, Resolution> read(Path path, InstantSource clock) {
        try {
            Instant kept = Files.getLastModifiedTime(path).toInstant();
            return kept.isBefore(clock.instant().minus(BELIEVED)) ? Map.of() : parse(Files.readAllLines(path));
        } catch (NoSuchFileException first) {
            return Map.of();
        } catch (IOException unreadable) {
            LOG.warn("Where names led to cannot be read: {}", unreadable.getMessage());
            return Map.of();
        }
    }

    /** Lines that are none of ours are left out. */
    private static Map<DomainName, Resolution> parse(List<String> lines) {
        Map<DomainName, Resolution> answers = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            List<IpAddress> addresses = Arrays.stream(words)
                    .skip(1)
                    .flatMap(word -> IpAddress.parse(word).stream())
                    .toList();
            if (!addresses.isEmpty()) {
                DomainName.parse(words[0]).ifPresent(name -> answers.put(name, Resolution.answered(addresses)));
            }
        }
        return Map.copyOf(answers);
    }
}
