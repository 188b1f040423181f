package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every name that another name server may have been told of, in a file: who forgets one after a crash leaves it there for ever.
 * Used by one thread.
 */
final class NameJournal {
    private final Path file;
    private final Set<String> names;

    private NameJournal(Path file, Set<String> names) {
        this.file = file;
        this.names = names;
    }

    /** @throws IOException when it cannot be read */
    static NameJournal open(Path file) throws IOException {
        return new NameJournal(file, new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of()));
    }

    Set<DomainName> names() {
        return names.stream().flatMap(name -> DomainName.parse(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** These are about to be told; durable when it returns. */
    void add(Collection<DomainName> more) throws IOException {
        List<String> texts = texts(more);
        if (!names.containsAll(texts)) {
            names.addAll(texts);
            write();
        }
    }

    /** No others are there any more. */
    void retain(Collection<DomainName> known) throws IOException {
        if (names.retainAll(texts(known))) {
            write();
        }
    }

    private static List<String> texts(Collection<DomainName> names) {
        return names.stream().map(DomainName::value).toList();
    }

    private void write() throws IOException {
        PrivateFile.write(file, String.join("\n", names).getBytes(StandardCharsets.US_ASCII));
    }
}
