package io.steelyard.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and its descendants, as /proc shows them (proc(5)).
 *
 * @param root the process that the others come from
 */
public record ProcessTree(ProcessHandle root) {
    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;
    private static final int START_FIELD = 19;

    /** CPU time of all of them; every thread counts, ended ones too. */
    public CpuTime cpu() throws IOException {
        CpuTime sum = CpuTime.NONE;
        for (ProcessHandle process : processes()) {
            sum = sum.plus(cpu(read(process, "stat")));
        }
        return sum;
    }

    /** Reads the fields after the command, which stands in brackets and may hold anything, brackets too. */
    static CpuTime cpu(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return CpuTime.ofTicks(Long.parseLong(fields[USER_FIELD]), Long.parseLong(fields[SYSTEM_FIELD]));
    }

    /** When the first of them started, in seconds since the machine did, to 10 ms. */
    public double startedSeconds() throws IOException {
        String stat = read(root, "stat");
        long ticks = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD]);
        return CpuTime.ofTicks(ticks, 0).userMicros() / 1e6;
    }

    /** Memory in bytes: their proportional set size, which counts a page that n processes share as 1/n each. */
    public long pssBytes() throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes()) {
            sum += pssBytes(read(process, "smaps_rollup"));
        }
        return sum;
    }

    static long pssBytes(String rollup) {
        return rollup.lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * 1024)
                .sum();
    }

    /** How it waits for the network, told by the descriptors that it holds: io_uring, epoll, or unknown. */
    public String transport() throws IOException {
        String held = String.join(" ", descriptors());
        return held.contains("[io_uring]") ? "io_uring" : held.contains("[eventpoll]") ? "epoll" : "unknown";
    }

    private List<String> descriptors() throws IOException {
        List<String> held = new ArrayList<>();
        for (ProcessHandle process : processes()) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
                for (Path link : links) {
                    held.add(target(link));
                }
            }
        }
        return held;
    }

    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
        } catch (NoSuchFileException gone) {
            throw new IOException("process " + process.pid() + " has ended", gone);
        }
    }
}
