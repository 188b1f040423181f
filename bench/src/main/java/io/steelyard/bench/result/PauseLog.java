package io.steelyard.bench.result;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stops of all threads of a JVM, as its unified log tells them with {@code gc,safepoint}; collections are among them.
 *
 * @param pauseMillis sorted
 * @param collectionMillis the part of a pause that is a collection, sorted
 */
public record PauseLog(List<Double> pauseMillis, List<Double> collectionMillis) {
    private static final Pattern SAFEPOINT = Pattern.compile("Safepoint \".*Total: +(\\d+) ns");
    private static final Pattern COLLECTION = Pattern.compile("\\bPause .* ([\\d.]+)ms");
    private static final double NANOS_PER_MILLI = 1e6;

    public PauseLog {
        pauseMillis = List.copyOf(pauseMillis);
        collectionMillis = List.copyOf(collectionMillis);
    }

    public static PauseLog read(Stream<String> lines) {
        List<String> all = lines.toList();
        return new PauseLog(
                numbers(all, SAFEPOINT)
                        .map(nanos -> nanos / NANOS_PER_MILLI)
                        .sorted()
                        .toList(),
                numbers(all, COLLECTION).sorted().toList());
    }

    private static Stream<Double> numbers(List<String> lines, Pattern pattern) {
        return lines.stream()
                .flatMap(line -> pattern.matcher(line).results())
                .map((MatchResult found) -> Double.parseDouble(found.group(1)));
    }

    /**
     * The smallest pause that this share of all does not exceed; 0 when there was none.
     *
     * @param share above 0, at most 1
     */
    public double pauseAt(double share) {
        return pauseMillis.isEmpty() ? 0 : pauseMillis.get((int) Math.ceil(share * pauseMillis.size()) - 1);
    }

    /** 0 when there was none. */
    public double longestCollection() {
        return collectionMillis.isEmpty() ? 0 : collectionMillis.getLast();
    }
}
