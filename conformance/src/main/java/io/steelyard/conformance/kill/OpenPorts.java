package io.steelyard.conformance.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP sockets that a process listens on, as the kernel tells it. */
public final class OpenPorts {
    private static final String LISTENING = "0A";

    private OpenPorts() {}

    /** Each as in /proc/net/tcp: address and port in hex. */
    public static List<String> of(ProcessHandle process) throws IOException {
        Set<String> inodes = socketInodes(process);
        return Stream.concat(rows("/proc/net/tcp"), rows("/proc/net/tcp6"))
                .map(row -> row.strip().split("\\s+"))
                .filter(row -> row[3].equals(LISTENING) && inodes.contains(row[9]))
                .map(row -> row[1])
                .toList();
    }

    private static Stream<String> rows(String table) throws IOException {
        Path path = Path.of(table);
        return Files.exists(path) ? Files.readAllLines(path).stream().skip(1) : Stream.empty();
    }

    private static Set<String> socketInodes(ProcessHandle process) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.isSymbolicLink(descriptor)
                        ? Files.readSymbolicLink(descriptor).toString()
                        : "";
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }
}
