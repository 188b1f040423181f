package io.steelyard.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** How long requests took, in order. */
final class Latencies {
    private final long[] micros;

    private Latencies(long[] micros) {
        this.micros = micros;
    }

    static Latencies of(long... micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** Those of answered requests in what {@code h2load --log-file} writes: time, status, microseconds. */
    static Latencies ofLog(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return of(lines.map(line -> line.split("\t"))
                    .filter(fields -> fields.length == 3 && !fields[1].equals("-1"))
                    .mapToLong(fields -> Long.parseLong(fields[2]))
                    .toArray());
        }
    }

    /**
     * The smallest one that this share of all does not exceed; 0 when there are none.
     *
     * @param share above 0, at most 1
     */
    long at(double share) {
        return micros.length == 0 ? 0 : micros[(int) Math.ceil(share * micros.length) - 1];
    }
}
