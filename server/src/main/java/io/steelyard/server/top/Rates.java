package io.steelyard.server.top;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What happened at one place between two samples.
 *
 * @param open connections at the end
 * @param errorShare of answers those with a status of 5xx; without answers, of connections what did not go through. 0 to 1
 * @param p50 until an answer began, in the median; zero without answers
 * @param p99 likewise, for 99 of 100
 */
record Rates(
        Place place,
        double requestsPerSecond,
        double connectionsPerSecond,
        long open,
        double bytesInPerSecond,
        double bytesOutPerSecond,
        double errorShare,
        double retriesPerSecond,
        long waiting,
        Duration p50,
        Duration p99) {
    private static final double NANOS = 1e9;
    private static final int SERVER_ERROR = 5;
    private static final Comparator<Rates> BUSIEST = Comparator.comparingDouble(Rates::work)
            .reversed()
            .thenComparingInt(rates -> rates.place().loadBalancer());
    private static final Comparator<Rates> WITHIN =
            Comparator.comparingInt(rates -> rates.place().node());

    /** Of every balancer of the later sample, the busiest first, each followed by its nodes. */
    static List<Rates> between(Sample earlier, Sample later) {
        double seconds = Math.max(1, later.nanoTime() - earlier.nanoTime()) / NANOS;
        List<Rates> all = later.figures().entrySet().stream()
                .map(entry -> of(
                        entry.getKey(),
                        entry.getValue().since(earlier.figures().getOrDefault(entry.getKey(), entry.getValue())),
                        seconds))
                .toList();
        return all.stream()
                .filter(rates -> !rates.place().isNode())
                .sorted(BUSIEST)
                .flatMap(balancer -> all.stream()
                        .filter(rates ->
                                rates.place().loadBalancer() == balancer.place().loadBalancer())
                        .sorted(WITHIN))
                .toList();
    }

    private static Rates of(Place place, Figures grown, double seconds) {
        Latencies latencies = grown.latencies();
        return new Rates(
                place,
                grown.requests() / seconds,
                grown.connections() / seconds,
                grown.open(),
                grown.bytesIn() / seconds,
                grown.bytesOut() / seconds,
                errorShare(grown),
                grown.retries() / seconds,
                grown.waiting(),
                latencies.quantile(0.5),
                latencies.quantile(0.99));
    }

    private static double errorShare(Figures grown) {
        long answers = grown.answers().stream().mapToLong(Long::longValue).sum();
        if (answers > 0) {
            return (double) grown.answered(SERVER_ERROR) / answers;
        }
        long failed = grown.failed();
        return failed == 0 ? 0 : Math.min(1, (double) failed / Math.max(1, grown.connections()));
    }

    private double work() {
        return requestsPerSecond + connectionsPerSecond;
    }
}
