package io.steelyard.control.usage;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.TrafficReport;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Adds what hosts counted to the records of use. Hosts tell totals, so what is told twice counts once; what was not kept
 * comes with what is told next.
 */
public final class UsageMeter {
    /** Balancers in one unit: what many hosts' traffic comes to must not keep writers waiting. */
    private static final int BATCH = 100;

    private final Store store;
    private final InstantSource clock;
    private final TrafficFigures figures;

    /** @param figures adds the same up for whoever watches the service */
    public UsageMeter(Store store, InstantSource clock, TrafficFigures figures) {
        this.store = store;
        this.clock = clock;
        this.figures = figures;
    }

    /** A host says what it counted; all of it is durable when this returns. */
    public void counted(HostName host, long sequence, List<TrafficReport> reports) {
        for (int from = 0; from < reports.size(); from += BATCH) {
            List<TrafficReport> some = reports.subList(from, Math.min(from + BATCH, reports.size()));
            List<TrafficReport> growth = store.write(unit -> some.stream()
                    .flatMap(report -> counted(unit, host, sequence, report).stream())
                    .toList());
            figures.add(host, growth);
        }
    }

    private Optional<TrafficReport> counted(WriteUnit unit, HostName host, long sequence, TrafficReport report) {
        return unit.loadBalancer(report.loadBalancer()).flatMap(row -> {
            HostTraffic before = unit.traffic(host, row.id()).orElseGet(() -> HostTraffic.nothing(host, report));
            if (!before.isOlderThan(sequence, report)) {
                return Optional.empty();
            }
            TrafficReport growth = before.growth(report);
            unit.save(before.next(sequence, report));
            add(unit, row, growth);
            return Optional.of(growth);
        });
    }

    private void add(WriteUnit unit, LoadBalancerRow row, TrafficReport growth) {
        boolean carried = growth.plain().bytesIn()
                        + growth.plain().bytesOut()
                        + growth.secure().bytesIn()
                        + growth.secure().bytesOut()
                > 0;
        boolean recorded = row.change().lifecycle() != Lifecycle.DELETED
                || unit.latestUsage(row.id()).isPresent();
        if (carried && recorded) {
            UsageRecord usage = UsageLedger.latest(unit, row, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            unit.save(usage.with(
                    usage.plain().plus(growth.plain()), usage.secure().plus(growth.secure())));
        }
    }

    /** Adds a poll to every running record. */
    static void poll(WriteUnit unit) {
        unit.pollUsage();
        unit.connectedTraffic()
                .forEach(traffic -> unit.latestUsage(traffic.latest().loadBalancer())
                        .filter(UsageRecord::isRunning)
                        .ifPresent(usage -> unit.save(usage.with(
                                usage.plain().polled(traffic.latest().plain().current()),
                                usage.secure().polled(traffic.latest().secure().current())))));
    }
}
