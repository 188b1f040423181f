package io.steelyard.domain.observed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * What was seen of the work of a load balancer or of a node. All but {@code open} and {@code waiting} only grow.
 *
 * @param connections of clients to a balancer, or to a node
 * @param open those that are open now
 * @param requests of HTTP that were taken, or that a node was sent; 0 for other protocols
 * @param bytesIn from clients, or to a node: what is asked
 * @param bytesOut to clients, or from a node: what is answered
 * @param answers final answers by the first digit of their status, from 1 to 5
 * @param retries connections or requests that went on to another node, or to the same one again
 * @param waiting clients or requests that wait for a node just now
 * @param failures what did not go through, by a kind that the host has a name for; those that never happened may be missing
 * @param latencies from the head of a request to that of its answer, where a node gave it
 */
public record Figures(
        long connections,
        long open,
        long requests,
        long bytesIn,
        long bytesOut,
        List<Long> answers,
        long retries,
        long waiting,
        Map<String, Long> failures,
        Latencies latencies) {
    /** Of statuses. */
    public static final int CLASSES = 5;

    public static final Figures NONE =
            new Figures(0, 0, 0, 0, 0, Collections.nCopies(CLASSES, 0L), 0, 0, Map.of(), Latencies.NONE);

    public Figures {
        answers = List.copyOf(answers);
        failures = Map.copyOf(failures);
        if (answers.size() != CLASSES) {
            throw new IllegalArgumentException("statuses are of " + CLASSES + " classes");
        }
    }

    /** Both together. */
    public Figures plus(Figures other) {
        return new Figures(
                connections + other.connections,
                open + other.open,
                requests + other.requests,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut,
                combined(answers, other.answers, Long::sum),
                retries + other.retries,
                waiting + other.waiting,
                combined(failures, other.failures, Long::sum),
                latencies.plus(other.latencies));
    }

    /** The same with what is counted apart. */
    public Figures with(Traffic counted) {
        return new Figures(
                counted.connections(),
                counted.current(),
                counted.requests(),
                counted.bytesIn(),
                counted.bytesOut(),
                answers,
                retries,
                waiting,
                failures,
                latencies);
    }

    /** The same with so many connections open. */
    public Figures withOpen(long now) {
        return new Figures(
                connections, now, requests, bytesIn, bytesOut, answers, retries, waiting, failures, latencies);
    }

    /** The same with so many that wait. */
    public Figures withWaiting(long now) {
        return new Figures(connections, open, requests, bytesIn, bytesOut, answers, retries, now, failures, latencies);
    }

    /** What has come since {@code earlier}, never less than nothing; what is open or waits stays as it is here. */
    public Figures since(Figures earlier) {
        return new Figures(
                grown(connections, earlier.connections),
                open,
                grown(requests, earlier.requests),
                grown(bytesIn, earlier.bytesIn),
                grown(bytesOut, earlier.bytesOut),
                combined(answers, earlier.answers, Figures::grown),
                grown(retries, earlier.retries),
                waiting,
                combined(failures, earlier.failures, Figures::grown),
                latencies.since(earlier.latencies));
    }

    /** Of all kinds. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers of the class that begins with this digit. */
    public long answered(int firstDigit) {
        return answers.get(firstDigit - 1);
    }

    /** Nothing ever happened. */
    public boolean saysNothing() {
        return equals(NONE);
    }

    private static long grown(long now, long earlier) {
        return now < earlier ? now : now - earlier;
    }

    private static List<Long> combined(List<Long> one, List<Long> other, LongBinaryOperator how) {
        List<Long> combined = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            combined.add(how.applyAsLong(one.get(i), other.get(i)));
        }
        return combined;
    }

    private static Map<String, Long> combined(Map<String, Long> one, Map<String, Long> other, LongBinaryOperator how) {
        Map<String, Long> combined = new TreeMap<>(one);
        other.keySet().forEach(kind -> combined.putIfAbsent(kind, 0L));
        combined.replaceAll((kind, count) -> how.applyAsLong(count, other.getOrDefault(kind, 0L)));
        return combined;
    }
}
