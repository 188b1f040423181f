package io.steelyard.server.operator;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Figures of one kind of thing in Prometheus's families, for one scrape. */
final class FigureFamilies {
    private static final double NANOS = 1e9;
    private static final List<Double> BOUNDS = Stream.concat(
                    Latencies.BOUNDS.stream().map(FigureFamilies::seconds), Stream.of(Double.POSITIVE_INFINITY))
            .toList();

    private final String prefix;
    private final String whose;
    private final List<Entry> all = new ArrayList<>();

    private record Entry(Labels labels, Figures figures) {}

    @FunctionalInterface
    private interface Value {
        long of(Figures figures);
    }

    /**
     * @param prefix of every name
     * @param whose for people, as the end of a sentence
     */
    FigureFamilies(String prefix, String whose) {
        this.prefix = prefix;
        this.whose = whose;
    }

    void add(Labels labels, Figures figures) {
        all.add(new Entry(labels, figures));
    }

    /** How much came and went. */
    List<MetricSnapshot> traffic() {
        return List.of(
                counter("connections", "Connections", Figures::connections),
                gauge("open_connections", "Connections now", Figures::open),
                counter("requests", "HTTP requests", Figures::requests),
                counter("asked_bytes", "Octets of what is asked", Figures::bytesIn),
                counter("answered_bytes", "Octets of what is answered", Figures::bytesOut));
    }

    /** What came of it. */
    List<MetricSnapshot> work() {
        return List.of(answers(), problems(), latencies());
    }

    /** How nodes are chosen. */
    List<MetricSnapshot> choices() {
        return List.of(
                counter("retries", "Connections and requests that went to another node", Figures::retries),
                gauge("waiting", "Clients or requests that wait for a node now", Figures::waiting));
    }

    private MetricSnapshot counter(String name, String what, Value value) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(prefix + "_" + name).help(what + " " + whose + ".");
        all.forEach(each -> family.dataPoint(point(each.labels(), value.of(each.figures()))));
        return family.build();
    }

    private static CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private MetricSnapshot gauge(String name, String what, Value value) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(prefix + "_" + name).help(what + " " + whose + ".");
        all.forEach(each -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(each.labels())
                .value(value.of(each.figures()))
                .build()));
        return family.build();
    }

    private MetricSnapshot answers() {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(prefix + "_answers").help("Final answers " + whose + ", by status.");
        for (Entry each : all) {
            for (int digit = 1; digit <= Figures.CLASSES; digit++) {
                Labels labels = each.labels().merge(Labels.of("status", digit + "xx"));
                family.dataPoint(point(labels, each.figures().answered(digit)));
            }
        }
        return family.build();
    }

    /** Only kinds that there were: most never happen. */
    private MetricSnapshot problems() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name(prefix + "_problems")
                .help("What did not go through " + whose + ", by kind.");
        for (Entry each : all) {
            each.figures()
                    .failures()
                    .forEach((kind, count) -> family.dataPoint(point(
                            each.labels().merge(Labels.of("kind", kind.toLowerCase(Locale.ROOT))), count)));
        }
        return family.build();
    }

    private MetricSnapshot latencies() {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name(prefix + "_answer_seconds")
                .help("From the head of a request to that of its answer " + whose + ".");
        all.stream()
                .filter(each -> each.figures().latencies().count() > 0)
                .forEach(each ->
                        family.dataPoint(point(each.labels(), each.figures().latencies())));
        return family.build();
    }

    private static HistogramDataPointSnapshot point(Labels labels, Latencies latencies) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, latencies.counts()))
                .sum(latencies.nanos() / NANOS)
                .build();
    }

    private static double seconds(Duration bound) {
        return bound.toNanos() / NANOS;
    }
}
