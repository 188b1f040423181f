package io.steelyard.proxy.accesslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the logs of one host are until they are delivered. One process uses it at a time. */
record LogDirectory(Path root) {
    static LogDirectory open(Path root) throws IOException {
        LogDirectory directory = new LogDirectory(root);
        for (Path each : List.of(root, directory.spools(), directory.open(), directory.closed(), directory.sealed())) {
            if (!Files.isDirectory(each)) {
                Files.createDirectory(
                        each, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
        return directory;
    }

    Path spools() {
        return root.resolve("spool");
    }

    Path open() {
        return root.resolve("open");
    }

    Path closed() {
        return root.resolve("closed");
    }

    Path sealed() {
        return root.resolve("sealed");
    }

    /** Held by the process that keeps the logs. */
    Path lock() {
        return root.resolve("lock");
    }

    /** Held by the process that appends to the spools of that epoch. */
    Path writer(long epoch) {
        return root.resolve("writer-" + epoch);
    }

    /** A number that no process of before had, and none of later will have. */
    long nextEpoch() throws IOException {
        Path file = root.resolve("epoch");
        long epoch = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) + 1 : 1;
        Path draft = root.resolve("epoch.new");
        Files.writeString(
                draft,
                epoch + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return epoch;
    }

    /** The files of one of its directories, by name. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** What each balancer has on the disk, in octets. */
    Map<Integer, Long> held() throws IOException {
        Map<Integer, Long> held = new HashMap<>();
        for (Path directory : List.of(open(), closed(), sealed())) {
            for (Path file : files(directory)) {
                String name = file.getFileName().toString();
                int end = name.indexOf('-');
                if (end > 0) {
                    held.merge(Integer.valueOf(name.substring(0, end)), size(file), Long::sum);
                }
            }
        }
        return held;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException movedOn) {
            return 0;
        }
    }
}
