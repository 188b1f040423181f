package io.steelyard.control.provisioning;

import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.usage.UsageLedger;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what hosts made of their entries. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Returns whether the report changed anything; a repeated or overtaken one does not. */
    boolean apply(WriteUnit unit, EntryReport report, Instant now) {
        return unit.loadBalancer(report.id())
                .map(row -> switch (report) {
                    case EntryReport.Applied applied -> applied(unit, row, applied, now);
                    case EntryReport.Rejected rejected -> rejected(unit, row, rejected, now);
                })
                .orElse(false);
    }

    private static boolean applied(WriteUnit unit, LoadBalancerRow row, EntryReport.Applied report, Instant now) {
        Change further = row.change().settled(report.generation());
        if (further.equals(row.change())) {
            return false;
        }
        Set<VirtualIpId> had = virtualIpsSoFar(unit, row);
        unit.save(row.with(further.touched(now)));
        if (further.isSettled()) {
            unit.finishWork(row.id());
            had.forEach(vip -> releaseIfLeft(unit, vip, now));
        }
        if (further.lifecycle() == Lifecycle.DELETED) {
            UsageLedger.changed(unit, row.with(further), now);
            unit.append(event(row, Event.Type.DELETED, "Load balancer " + row.id() + " is gone.", now));
        } else {
            unit.append(event(row, Event.Type.APPLIED, "Generation " + report.generation() + " is served.", now));
        }
        return true;
    }

    private static boolean rejected(WriteUnit unit, LoadBalancerRow row, EntryReport.Rejected report, Instant now) {
        Failure failure = new Failure(report.generation(), report.code(), report.reason(), now);
        Change further = row.change().failed(failure);
        if (further.equals(row.change())) {
            return false;
        }
        boolean repeated = row.change()
                .failure()
                .filter(old -> old.generation() == failure.generation() && old.code() == failure.code())
                .isPresent();
        unit.save(row.with(repeated ? further : further.touched(now)));
        // Trying again by itself would fail again: the next edit, or a host that comes back, takes it up.
        unit.finishWork(row.id());
        if (!repeated) {
            LOG.warn("Load balancer {} generation {}: {}", row.id(), report.generation(), report.reason());
            unit.append(event(row, Event.Type.FAILED, describe(row, report), now));
        }
        return true;
    }

    private static String describe(LoadBalancerRow row, EntryReport.Rejected report) {
        long serving = row.change().appliedGeneration();
        String consequence = serving == 0 ? "nothing is served" : "generation " + serving + " serves on";
        return "Generation " + report.generation() + " could not be applied (" + consequence + "): " + report.reason();
    }

    /** A balancer that is gone loses its revisions when it is saved, so this is asked before. */
    private static Set<VirtualIpId> virtualIpsSoFar(WriteUnit unit, LoadBalancerRow row) {
        return unit.revisions(row.id()).stream()
                .flatMap(revision -> revision.configuration().virtualIps().stream())
                .collect(Collectors.toSet());
    }

    /** Not before no host serves it for its last balancer: the next one to get it could not listen on it. */
    private static void releaseIfLeft(WriteUnit unit, VirtualIpId id, Instant now) {
        boolean left = unit.balancersOf(id).isEmpty()
                && unit.virtualIp(id)
                        .filter(vip -> vip.state() == VipState.IN_USE)
                        .isPresent();
        if (left) {
            unit.quarantine(id, now);
        }
    }

    private static Event event(LoadBalancerRow row, Event.Type type, String summary, Instant now) {
        return new Event(row.id(), row.tenant(), type, summary, now);
    }
}
