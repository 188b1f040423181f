package io.steelyard.control.classic;

import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.classic.Meaning;
import io.steelyard.domain.classic.Wording;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.InstanceRef;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes instances away whose time to finish is over. The times are in the balancers; which of these have any is remembered here,
 * and read again at the start. Looks once a second, which costs nothing while nobody leaves.
 */
public final class Departures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Store store;
    private final LoadBalancerEditor editor;
    private final InstantSource clock;
    /** When the next instance of each balancer leaves; one entry for each balancer at most. */
    private final Map<LoadBalancerId, Instant> next = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("departures").daemon().factory());

    public Departures(Store store, LoadBalancerEditor editor, InstantSource clock) {
        this.store = store;
        this.editor = editor;
        this.clock = clock;
    }

    /** Reads who leaves, and begins. */
    public void start() {
        read();
        timer.scheduleWithFixedDelay(this::tryToEnd, 0, 1, TimeUnit.SECONDS);
    }

    void read() {
        store.read(ReadUnit::everyLoadBalancer).stream()
                .flatMap(row -> row.configuration().stream())
                .forEach(this::expect);
    }

    /** Remembers when a balancer's next instance leaves, if any does. */
    void expect(LoadBalancer balancer) {
        next(balancer).ifPresent(when -> next.merge(balancer.id(), when, (a, b) -> a.isBefore(b) ? a : b));
    }

    private static Optional<Instant> next(LoadBalancer balancer) {
        return balancer.classic().isEmpty()
                ? Optional.empty()
                : balancer.primaryPool().nodes().stream()
                        .flatMap(node -> leaves(node).stream())
                        .min(Instant::compareTo);
    }

    private static Optional<Instant> leaves(Node node) {
        return node.instance().flatMap(InstanceRef::leaves);
    }

    private void tryToEnd() {
        try {
            endDue();
        } catch (RuntimeException failed) {
            LOG.warn("Instances whose time is over stay for another second: {}", failed.getMessage());
        }
    }

    /** Ends what is due by now. */
    void endDue() {
        Instant now = clock.instant();
        next.forEach((id, when) -> {
            if (!when.isAfter(now)) {
                end(id, when, now);
            }
        });
    }

    private void end(LoadBalancerId id, Instant when, Instant now) {
        try {
            LoadBalancerRow row =
                    editor.configure(id, "Instances have left.", (unit, current) -> without(current, now));
            next.remove(id, when);
            row.configuration().ifPresent(this::expect);
        } catch (RefusedException gone) {
            next.remove(id);
        }
    }

    private static LoadBalancer without(LoadBalancer current, Instant now) {
        LoadBalancer before = Wording.of(current);
        return Meaning.of(
                before,
                before.withPool(before.primaryPool()
                        .withoutNodes(before.primaryPool().nodes().stream()
                                .filter(node -> leaves(node)
                                        .filter(when -> !when.isAfter(now))
                                        .isPresent())
                                .map(Node::id)
                                .toList())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
