package io.steelyard.conformance.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What /proc tells of a process, proc(5). */
public final class ProcessFigures {
    /** USER_HZ is 100 on every architecture that we run on. */
    private static final double SECONDS_PER_TICK = 0.01;

    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;

    private ProcessFigures() {}

    /** CPU time that all its threads have spent, in the program and in the kernel. */
    public static double cpuSeconds(ProcessHandle process) throws IOException {
        String stat = Files.readString(of(process, "stat"));
        // The command stands in brackets and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD])) * SECONDS_PER_TICK;
    }

    /** Memory, a page that n processes share counted as 1/n each. */
    public static double pssMiB(ProcessHandle process) throws IOException {
        try (Stream<String> lines = Files.lines(of(process, "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                            .sum()
                    / 1024.0;
        }
    }

    /** Open files and sockets. */
    public static long descriptors(ProcessHandle process) throws IOException {
        try (Stream<Path> open = Files.list(of(process, "fd"))) {
            return open.count();
        }
    }

    private static Path of(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
