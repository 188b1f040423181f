package io.steelyard.control.instance;

import io.steelyard.control.limit.LimitService;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has inventories follow clouds. Each cloud is asked by itself; what it lists comes, moves and changes its state, what it no longer lists
 * is TERMINATED, and forgotten a while later. A cloud that does not answer changes nothing. What a person has named, or a server
 * says of itself, or another cloud has listed before, is left alone.
 */
public final class DiscoveryService implements AutoCloseable {
    /** How long what is gone is still shown. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryService.class);

    private final Store store;
    private final InventoryService inventory;
    private final NodeRules rules;
    private final LimitService limits;
    private final InstantSource clock;
    private final List<CloudSource> sources;
    private final Duration interval;
    private final Map<String, DiscoveryReport> reports = new ConcurrentHashMap<>();
    /** A thread for each, so that one which is slow holds nobody up. */
    private final ScheduledExecutorService timer;

    /** @param interval between two questions to one cloud */
    public DiscoveryService(
            Store store,
            InventoryService inventory,
            NodeRules rules,
            LimitService limits,
            InstantSource clock,
            List<CloudSource> sources,
            Duration interval) {
        this.store = store;
        this.inventory = inventory;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
        this.sources = List.copyOf(sources);
        this.interval = interval;
        this.timer = Executors.newScheduledThreadPool(
                Math.max(1, sources.size()),
                Thread.ofPlatform().name("discovery-", 1).daemon().factory());
        sources.forEach(source -> reports.put(source.name(), DiscoveryReport.unasked(source)));
    }

    /** Begins at once. */
    public void start() {
        sources.forEach(source ->
                timer.scheduleWithFixedDelay(() -> ask(source), 0, interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** How each cloud was asked last, in the order of the settings. */
    public List<DiscoveryReport> reports() {
        return sources.stream().flatMap(source -> report(source).stream()).toList();
    }

    private Optional<DiscoveryReport> report(CloudSource source) {
        return Optional.ofNullable(reports.get(source.name()));
    }

    /** Asks one cloud and follows what it says. */
    void ask(CloudSource source) {
        try {
            List<Instance> listed = source.cloud().instances();
            int skipped = follow(source, listed);
            report(source)
                    .flatMap(DiscoveryReport::failure)
                    .ifPresent(_ -> LOG.info("Cloud {} answers again", source.name()));
            reports.put(
                    source.name(),
                    new DiscoveryReport(
                            source.name(),
                            source.tenant(),
                            Optional.of(now()),
                            Optional.empty(),
                            listed.size(),
                            skipped));
        } catch (IOException | RuntimeException failed) {
            fail(source, failed.toString());
        }
    }

    private void fail(CloudSource source, String why) {
        Optional<DiscoveryReport> before = report(source);
        if (before.flatMap(DiscoveryReport::failure).isEmpty()) {
            LOG.warn(
                    "Cloud {} does not tell its instances; those that are known stay as they are: {}",
                    source.name(),
                    why);
        }
        before.ifPresent(known -> reports.put(source.name(), known.failed(why)));
    }

    /** @return how many of them are not in the inventory */
    private int follow(CloudSource source, List<Instance> listed) {
        Set<InstanceId> changed = new HashSet<>();
        int skipped = store.write(unit -> {
            changed.clear();
            Round round = new Round(unit, source, changed);
            int left = (int) listed.stream().filter(each -> !round.take(each)).count();
            round.end(listed);
            return left;
        });
        if (!changed.isEmpty()) {
            inventory.follow(source.tenant(), changed);
        }
        return skipped;
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sources.forEach(source -> source.cloud().close());
    }

    /** One answer of a cloud, within a unit. */
    private final class Round {
        private final WriteUnit unit;
        private final CloudSource source;
        private final Set<InstanceId> changed;
        private final Map<InstanceId, Instance> known = new HashMap<>();
        private final ReachedPorts ports;
        private final int most;
        private final Instant now = now();

        Round(WriteUnit unit, CloudSource source, Set<InstanceId> changed) {
            this.unit = unit;
            this.source = source;
            this.changed = changed;
            this.ports = ReachedPorts.of(unit, source.tenant());
            this.most = limits.of(unit, source.tenant()).of(Limit.INSTANCES);
            unit.instances(source.tenant()).forEach(instance -> known.put(instance.id(), instance));
        }

        /** Whether it is in the inventory then. */
        boolean take(Instance listed) {
            Optional<Instance> before = Optional.ofNullable(known.get(listed.id()));
            boolean allowed = before.map(this::isOurs).orElse(known.size() < most)
                    && rules.whyClosed(listed.address(), ports.of(listed.id())).isEmpty();
            if (!allowed) {
                return false;
            }
            Instance kept = listed.with(listed.state(), new Origin.Discovered(source.name(), Optional.empty()));
            if (!before.filter(kept::equals).isPresent()) {
                save(kept);
            }
            return true;
        }

        private boolean isOurs(Instance instance) {
            return instance.origin().orElse(null) instanceof Origin.Discovered discovered
                    && discovered.source().equals(source.name());
        }

        private void save(Instance instance) {
            unit.save(source.tenant(), instance);
            known.put(instance.id(), instance);
            changed.add(instance.id());
        }

        /** What the cloud had before and has no more. */
        void end(List<Instance> listed) {
            Set<InstanceId> there = new HashSet<>();
            listed.forEach(instance -> there.add(instance.id()));
            List.copyOf(known.values()).stream()
                    .filter(instance -> isOurs(instance) && !there.contains(instance.id()))
                    .forEach(this::end);
        }

        private void end(Instance instance) {
            Optional<Instant> gone = ((Origin.Discovered) instance.origin().orElseThrow()).gone();
            if (gone.isEmpty()) {
                save(instance.with(Instance.State.TERMINATED, new Origin.Discovered(source.name(), Optional.of(now))));
            } else if (!gone.get().plus(REMEMBERED).isAfter(now)) {
                unit.removeInstance(source.tenant(), instance.id());
                known.remove(instance.id());
                changed.add(instance.id());
            }
        }
    }
}
