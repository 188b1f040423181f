package io.steelyard.control.provisioning;

import io.steelyard.control.change.Bell;
import io.steelyard.control.event.Event;
import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.control.node.NodeObservations;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.control.store.Work;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.usage.TrafficFigures;
import io.steelyard.control.usage.UsageMeter;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the hosts to what tenants asked for last. Work is leased from the store and published; the hosts' reports
 * settle it. What is not settled when its lease ends is published again, so neither a crash here nor one of a host
 * leaves anything pending for ever.
 *
 * <p>Threading: one thread of its own claims and publishes; reports come from the fleet's thread. Both meet only in the store.
 */
public final class Provisioner implements Observer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);
    private static final int BATCH = 100;
    private static final int ATTEMPTS_BEFORE_FAILURE = 5;
    private static final Duration FIRST_LEASE = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Store store;
    private final Fleet fleet;
    private final InstantSource clock;
    private final Bell workDue;
    private final Bell settled;
    private final NodeObservations nodes;
    private final TrafficFigures traffic = new TrafficFigures();
    private final UsageMeter usage;
    private final SessionKey sessionKey;
    private final SecretVault vault;
    private final Supplier<NodeNetworks> networks;
    private final Settlement settlement = new Settlement();
    private final Thread worker =
            Thread.ofPlatform().name("provisioner").daemon().unstarted(this::work);
    /** Held while a report is taken in. */
    private final Object hearing = new Object();

    private volatile boolean stopping;

    /**
     * @param workDue heard when an edit left something to apply
     * @param settled rung when something was applied or failed
     * @param sessionKey what session cookies are made with
     * @param vault what private keys are in
     * @param networks where nodes may be
     */
    public Provisioner(
            Store store,
            Fleet fleet,
            InstantSource clock,
            Bell workDue,
            Bell settled,
            SessionKey sessionKey,
            SecretVault vault,
            Supplier<NodeNetworks> networks) {
        this.store = store;
        this.fleet = fleet;
        this.clock = clock;
        this.workDue = workDue;
        this.settled = settled;
        this.nodes = new NodeObservations(store, clock);
        this.usage = new UsageMeter(store, clock, traffic);
        this.sessionKey = sessionKey;
        this.vault = vault;
        this.networks = networks;
    }

    /** Starts to work, and the fleet with it. */
    public void start() {
        fleet.start(this);
        worker.start();
    }

    @Override
    public HostDesired connected(Set<LoadBalancerId> known) {
        Entries entries = entries();
        return store.read(unit -> {
            Map<VirtualIpId, VirtualIp> vips =
                    unit.everyVirtualIp().stream().collect(Collectors.toMap(VirtualIp::id, Function.identity()));
            List<Entry> all = new ArrayList<>();
            for (LoadBalancerRow row : unit.everyLoadBalancer()) {
                if (row.change().lifecycle() == Lifecycle.LIVE || known.contains(row.id())) {
                    all.addAll(entries.afterRestart(unit, vips, row));
                }
            }
            return new HostDesired(store.epoch(), true, ClosedEndpoints.of(unit).without(all));
        });
    }

    /** In parts, so that tenants' writes need not wait for all that a host says after a restart. */
    @Override
    public void reported(List<EntryReport> reports) {
        synchronized (hearing) {
            for (int from = 0; from < reports.size() && !stopping; from += BATCH) {
                settle(reports.subList(from, Math.min(from + BATCH, reports.size())));
            }
        }
    }

    private void settle(List<EntryReport> reports) {
        boolean changed = store.write(unit -> {
            boolean any = false;
            for (EntryReport report : reports) {
                any |= settlement.apply(unit, report, now());
            }
            return any;
        });
        if (changed) {
            settled.ring();
        }
    }

    @Override
    public void observed(HostName host, boolean complete, List<NodeReport> reports, Set<NodeId> undecided) {
        synchronized (hearing) {
            if (!stopping) {
                nodes.reported(host, complete, reports, undecided);
            }
        }
    }

    @Override
    public boolean counted(HostName host, long sequence, List<TrafficReport> reports) {
        synchronized (hearing) {
            if (!stopping) {
                usage.counted(host, sequence, reports);
            }
            return !stopping;
        }
    }

    /** What the hosts counted since this process began. */
    public TrafficFigures traffic() {
        return traffic;
    }

    /** Where nodes may be has changed: hosts are told of it wherever names lead to nodes. */
    public void networksChanged() {
        Entries entries = entries();
        List<Entry> named = store.read(unit -> {
            List<LoadBalancerRow> rows = unit.everyLoadBalancer().stream()
                    .filter(Provisioner::hasNames)
                    .toList();
            Map<VirtualIpId, VirtualIp> vips = unit.virtualIps(
                    rows.stream().flatMap(row -> row.virtualIps().stream()).toList());
            return told(unit, entries, vips, rows);
        });
        if (!named.isEmpty()) {
            fleet.publish(new HostDesired(store.epoch(), false, named));
        }
    }

    private static boolean hasNames(LoadBalancerRow row) {
        return row.change().lifecycle() == Lifecycle.LIVE
                && row.configuration().stream()
                        .flatMap(configuration -> configuration.pools().stream())
                        .flatMap(pool -> pool.nodes().stream())
                        .anyMatch(node -> node.address() instanceof DomainName);
    }

    private void work() {
        while (!stopping) {
            long heard = workDue.rings();
            try {
                if (converge() == 0) {
                    workDue.awaitAfter(heard, untilDue());
                }
            } catch (InterruptedException ending) {
                return;
            } catch (StoreUnavailableException away) {
                LOG.warn("The store is away; provisioning waits for it: {}", away.getMessage());
                pause();
            } catch (RuntimeException broken) {
                LOG.error("Provisioning met an error and goes on", broken);
                pause();
            }
        }
    }

    /** Claims and publishes what is due; returns how much that was. */
    private int converge() {
        if (store.<Boolean>read(
                unit -> unit.nextWorkDue().filter(due -> !due.isAfter(now())).isEmpty())) {
            return 0;
        }
        Entries entries = entries();
        List<Entry> claimed = store.write(unit -> claim(unit, entries));
        if (!claimed.isEmpty()) {
            fleet.publish(new HostDesired(store.epoch(), false, claimed));
        }
        return claimed.size();
    }

    private List<Entry> claim(WriteUnit unit, Entries entries) {
        Instant now = now();
        List<LoadBalancerRow> rows = new ArrayList<>();
        for (Work work : unit.claimWork(now, now.plus(FIRST_LEASE), BATCH)) {
            unit.loadBalancer(work.loadBalancer()).ifPresent(row -> {
                rows.add(row);
                if (work.attempts() > ATTEMPTS_BEFORE_FAILURE) {
                    giveNotice(unit, row, now);
                }
            });
        }
        Map<VirtualIpId, VirtualIp> vips = unit.virtualIps(
                rows.stream().flatMap(row -> row.virtualIps().stream()).toList());
        return told(unit, entries, vips, rows);
    }

    private static List<Entry> told(
            ReadUnit unit, Entries entries, Map<VirtualIpId, VirtualIp> vips, List<LoadBalancerRow> rows) {
        return ClosedEndpoints.of(unit)
                .without(rows.stream()
                        .map(row -> entries.latest(unit, vips, row))
                        .toList());
    }

    /** To be made outside of units: it reads where nodes may be. */
    private Entries entries() {
        return new Entries(sessionKey, vault, networks.get());
    }

    /** Tells the tenant that it takes too long. The work goes on and will set things right when a host answers. */
    private void giveNotice(WriteUnit unit, LoadBalancerRow row, Instant now) {
        if (row.change().isSettled() || row.change().failure().isPresent()) {
            return;
        }
        Failure failure = new Failure(
                row.change().generation(),
                Failure.Code.HOST_UNREACHABLE,
                "No host has taken this change yet; it will be applied as soon as one answers.",
                now);
        unit.save(row.with(row.change().failed(failure).touched(now)));
        unit.append(new Event(row.id(), row.tenant(), Event.Type.FAILED, failure.reason(), now));
        settled.ring();
    }

    private Duration untilDue() {
        Instant now = now();
        return store.<Duration>read(unit -> unit.nextWorkDue()
                .map(due -> Duration.between(now, due))
                .filter(left -> left.compareTo(LONGEST_WAIT) < 0)
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(LONGEST_WAIT));
    }

    private void pause() {
        try {
            workDue.awaitAfter(workDue.rings(), LONGEST_WAIT);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Stops claiming and hearing: hosts may go on to report, and the store may be closed once this returns. Work in lease
     * is taken up by whoever comes next.
     */
    @Override
    public void close() {
        synchronized (hearing) {
            stopping = true;
        }
        if (!worker.isAlive()) {
            return;
        }
        worker.interrupt();
        try {
            worker.join(STOP_LIMIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
