package io.steelyard.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The machine that all runs on. */
public final class Machine {
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IRQ = 5;
    private static final int SOFT_IRQ = 6;
    private static final int STEAL = 7;

    private Machine() {}

    /** CPU time that all processes and the kernel itself have spent, from the first line of /proc/stat (proc(5)). */
    public static CpuTime cpu() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return cpu(lines.findFirst().orElseThrow());
        }
    }

    static CpuTime cpu(String line) {
        long[] ticks = ticks(line);
        return CpuTime.ofTicks(ticks[USER] + ticks[NICE], ticks[SYSTEM] + ticks[IRQ] + ticks[SOFT_IRQ]);
    }

    /** Time in which a processor would have run but the host ran something else, over all processors, microseconds. */
    public static long stolenMicros() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return CpuTime.ofTicks(ticks(lines.findFirst().orElseThrow())[STEAL], 0)
                    .userMicros();
        }
    }

    private static long[] ticks(String line) {
        return Arrays.stream(line.strip().split("\\s+"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Seconds since the machine started, to 10 ms. */
    public static double uptimeSeconds() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    }

    /** Model and number of processors, and the kernel. */
    public static String description() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
            return "%d processors (%s), Linux %s".formatted(processors(), model, System.getProperty("os.version"));
        }
    }

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
