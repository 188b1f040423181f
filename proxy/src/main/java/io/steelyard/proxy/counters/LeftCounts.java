package io.steelyard.proxy.counters;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.proxy.lock.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process before this one has counted, and may count still in its own file while its connections last. One thread at
 * a time.
 */
final class LeftCounts {
    /** The number of the file that has none yet. */
    static final long LAST = 0;

    private static final Logger LOG = LoggerFactory.getLogger(LeftCounts.class);

    private long number;
    private Path file;
    private final Map<LoadBalancerId, BalancerCounters> slots;
    private boolean counting = true;

    LeftCounts(long number, Path file, List<BalancerCounters> slots) {
        this.number = number;
        this.file = file;
        this.slots = slots.stream()
                .filter(slot -> !slot.isFree())
                .collect(Collectors.toMap(BalancerCounters::id, Function.identity(), (first, _) -> first));
    }

    long number() {
        return number;
    }

    /** The file has another name now. */
    void named(long next, Path name) {
        number = next;
        file = name;
    }

    /** Looks whether the process is there still. */
    boolean isCounting() {
        try {
            counting = counting && ProcessLock.isTaken(file);
        } catch (IOException unknown) {
            LOG.warn("Whether {} grows is not known: {}", file, unknown.toString());
        }
        return counting;
    }

    List<TrafficReport> reports() {
        return slots.values().stream().map(this::report).toList();
    }

    /** Adds what was counted of the same balancer in the same epoch. */
    TrafficReport plus(TrafficReport own) {
        BalancerCounters slot = slots.get(own.loadBalancer());
        return slot == null ? own : sum(own, report(slot));
    }

    /** Nobody is connected to a process that is gone. */
    private TrafficReport report(BalancerCounters slot) {
        TrafficReport report = slot.report();
        return counting
                ? report
                : new TrafficReport(
                        report.loadBalancer(),
                        report.epoch(),
                        report.plain().withoutClients(),
                        report.secure().withoutClients());
    }

    /** Of two epochs the later one. */
    static TrafficReport sum(TrafficReport one, TrafficReport other) {
        if (one.epoch() != other.epoch()) {
            return one.epoch() > other.epoch() ? one : other;
        }
        return new TrafficReport(
                one.loadBalancer(),
                one.epoch(),
                one.plain().plus(other.plain()),
                one.secure().plus(other.secure()));
    }
}
