package io.steelyard.control.usage;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.Lifecycle;
import java.time.Instant;
import java.util.Optional;

/** Begins and ends the records of a balancer's use, in the units that change the balancer. */
public final class UsageLedger {
    private UsageLedger() {}

    /** A balancer is new, has changed, or is gone: its record goes on only if it is billed by the same as before. */
    public static void changed(WriteUnit unit, LoadBalancerRow row, Instant now) {
        Optional<UsageRecord> running = unit.latestUsage(row.id()).filter(UsageRecord::isRunning);
        if (row.change().lifecycle() == Lifecycle.DELETED) {
            running.ifPresent(record -> end(unit, record, now));
            return;
        }
        UsageTerms terms = UsageTerms.of(unit, row);
        if (running.isEmpty()) {
            begin(unit, row, terms, now);
        } else if (!running.get().terms().equals(terms)) {
            exchange(unit, row, running.get(), terms, now);
        }
    }

    private static void exchange(
            WriteUnit unit, LoadBalancerRow row, UsageRecord running, UsageTerms terms, Instant now) {
        if (!now.isAfter(running.start())) {
            unit.save(running.with(terms));
            return;
        }
        end(unit, running, now);
        begin(unit, row, terms, now);
    }

    /** What has ended is history: something changed that it was billed by (2010 specification, section 4.8.1). */
    private static void end(WriteUnit unit, UsageRecord running, Instant now) {
        unit.save(running.endedAt(now));
        unit.foldUsage(running.loadBalancer());
    }

    private static UsageRecord begin(WriteUnit unit, LoadBalancerRow row, UsageTerms terms, Instant start) {
        UsageRecord begun = UsageRecord.begin(unit.nextUsageId(), row.id(), row.tenant(), terms, start);
        unit.save(begun);
        return begun;
    }

    /** The hour is over: its record ends, and another begins. */
    static void turn(WriteUnit unit, UsageRecord running, Instant hour) {
        unit.save(running.endedAt(hour));
        unit.save(
                UsageRecord.begin(unit.nextUsageId(), running.loadBalancer(), running.tenant(), running.terms(), hour));
    }

    /** The record that takes what a balancer's hosts say now; what they say late belongs to its last one. */
    static UsageRecord latest(WriteUnit unit, LoadBalancerRow row, Instant now) {
        return unit.latestUsage(row.id()).orElseGet(() -> begin(unit, row, UsageTerms.of(unit, row), now));
    }
}
