package io.steelyard.proxy.counters;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The counters of every balancer, and how far control knows them. The counters of one that is gone stay until control
 * has kept their last word. Any thread but an event loop's.
 */
public final class Metering implements AutoCloseable {
    private final Optional<Path> file;
    private final int loops;
    private final Map<LoadBalancerId, Meter> meters = new LinkedHashMap<>();
    /** An element for each event loop, which alone uses it. */
    private final @Nullable LoopMeters[] sending;

    private @Nullable CounterMemory memory;
    /** Of processes that count still, or did when this one began. */
    private List<LeftCounts> left = List.of();

    private long sequence;
    private long lastEpoch;

    /** One balancer's counters. */
    private static final class Meter {
        private final BalancerCounters counters;
        private boolean served = true;
        /** What was told last; null when control may know nothing. */
        private @Nullable TrafficReport told;
        /** When that was. */
        private long toldAt;

        private boolean kept;

        Meter(BalancerCounters counters) {
            this.counters = counters;
        }

        boolean isNews(TrafficReport now) {
            return !now.equals(told);
        }

        boolean isOver(TrafficReport now) {
            boolean quiet = now.plain().current() == 0 && now.secure().current() == 0;
            return !served && kept && quiet && !isNews(now);
        }
    }

    /**
     * The file is opened when the first balancer comes: until then it may belong to another process.
     *
     * @param file where counters outlive the process; empty: nowhere
     * @param loops how many event loops count
     */
    public Metering(Optional<Path> file, int loops) {
        this.file = file;
        this.loops = loops;
        this.sending = new LoopMeters[loops];
    }

    /** A balancer's counters, those of a process before this one if it had some. */
    public synchronized BalancerCounters of(LoadBalancerId id) {
        CounterMemory open = open();
        Meter meter = meters.computeIfAbsent(id, _ -> new Meter(taken(open, id)));
        meter.served = true;
        return meter.counters;
    }

    /** To count clients with. */
    public ListenerCounters listener(Counters counters) {
        return new ListenerCounters(counters, sending);
    }

    /** Of all others nothing is counted any more. */
    public synchronized void retainOnly(Set<LoadBalancerId> ids) {
        open();
        meters.forEach((id, meter) -> meter.served = ids.contains(id));
    }

    private CounterMemory open() {
        CounterMemory open = memory;
        if (open == null) {
            open = file.map(this::opened).orElseGet(() -> new CounterMemory(Optional.empty(), loops));
            open.taken().forEach(slot -> meters.put(slot.id(), new Meter(slot)));
            memory = open;
        }
        return open;
    }

    /** What is over is added up at once; to what still grows its balancers begin at nothing here. */
    private CounterMemory opened(Path path) {
        Map<Boolean, List<LeftCounts>> found =
                CounterFile.read(path).stream().collect(Collectors.partitioningBy(LeftCounts::isCounting));
        Map<LoadBalancerId, TrafficReport> before = new LinkedHashMap<>();
        found.getOrDefault(false, List.of()).stream()
                .flatMap(over -> over.reports().stream())
                .forEach(report -> before.merge(report.loadBalancer(), report, LeftCounts::sum));
        left = found.getOrDefault(true, List.of());
        left.stream()
                .flatMap(growing -> growing.reports().stream())
                .map(Metering::begun)
                .forEach(report -> before.merge(report.loadBalancer(), report, LeftCounts::sum));
        return CounterFile.replace(path, loops, List.copyOf(before.values()), left);
    }

    private static TrafficReport begun(TrafficReport counted) {
        return new TrafficReport(counted.loadBalancer(), counted.epoch(), Traffic.NONE, Traffic.NONE);
    }

    /** Of every process that counts, or has counted, for this host. */
    private TrafficReport report(Meter meter) {
        TrafficReport report = meter.counters.report();
        for (LeftCounts other : left) {
            report = other.plus(report);
        }
        return report;
    }

    private BalancerCounters taken(CounterMemory open, LoadBalancerId id) {
        BalancerCounters slot = open.free();
        slot.take(id, nextEpoch());
        return slot;
    }

    /** Later ones are higher, over restarts too. */
    private long nextEpoch() {
        lastEpoch = Math.max(lastEpoch + 1, System.currentTimeMillis());
        return lastEpoch;
    }

    /** A number for what is told next, higher than all before. */
    synchronized long nextSequence() {
        sequence = Math.max(sequence + 1, System.currentTimeMillis());
        return sequence;
    }

    /** What control does not know, and takes it for told. */
    synchronized List<TrafficReport> news(long now) {
        left.forEach(LeftCounts::isCounting);
        List<TrafficReport> news = new ArrayList<>();
        for (Meter meter : meters.values()) {
            TrafficReport report = report(meter);
            if (meter.isNews(report)) {
                meter.told = report;
                meter.toldAt = now;
                meter.kept = false;
                news.add(report);
            }
        }
        return news;
    }

    /** Control may know nothing: everything is news again. */
    public synchronized void forgetTold() {
        meters.values().forEach(meter -> meter.told = null);
    }

    /** Control has kept what was told up to this number. */
    public synchronized void kept(long upTo) {
        for (Meter meter : List.copyOf(meters.values())) {
            meter.kept |= meter.told != null && meter.toldAt <= upTo;
            if (meter.isOver(report(meter))) {
                meters.remove(meter.counters.id());
                meter.counters.free();
            }
        }
    }

    @Override
    public synchronized void close() {
        CounterMemory open = memory;
        if (open != null) {
            open.close();
        }
    }
}
