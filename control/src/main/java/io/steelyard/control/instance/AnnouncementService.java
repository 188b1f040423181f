package io.steelyard.control.instance;

import io.steelyard.control.identity.Account;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.store.OwnedInstance;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers that announce themselves. Each announcement counts for a while; a server that lets this pass is STOPPED, and RUNNING
 * again with its next announcement. Until when one counts is in the inventory, which of them do is remembered here, and read
 * again at the start. While the service was away nobody could announce anything, so that after its start each has its while
 * once more. Looks once a second, which costs nothing while nobody is silent.
 */
public final class AnnouncementService implements AutoCloseable {
    public static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    public static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementService.class);

    private final Store store;
    private final InventoryService inventory;
    private final NodeRules rules;
    private final LimitService limits;
    private final InstantSource clock;
    /** When each that is announced is silent; one entry for each of these servers at most. */
    private final Map<Server, Instant> silentFrom = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("announcements").daemon().factory());

    public AnnouncementService(
            Store store, InventoryService inventory, NodeRules rules, LimitService limits, InstantSource clock) {
        this.store = store;
        this.inventory = inventory;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
    }

    /** Reads who is announced, and begins. */
    public void start() {
        read();
        timer.scheduleWithFixedDelay(this::tryToStop, 0, 1, TimeUnit.SECONDS);
    }

    void read() {
        Instant now = now();
        store.<List<OwnedInstance>>read(ReadUnit::everyInstance).forEach(owned -> {
            if (owned.instance().silentFrom().isPresent()
                    && owned.instance().origin().orElseThrow() instanceof Origin.Announced announced) {
                Instant again = now.plus(announced.life());
                silentFrom.put(
                        new Server(owned.tenant(), owned.instance().id()),
                        announced.until().isAfter(again) ? announced.until() : again);
            }
        });
    }

    /**
     * A server says what it is, and is RUNNING.
     *
     * @param life how long this counts, {@link #SHORTEST_LIFE} to {@link #LONGEST_LIFE}
     * @throws RefusedException with Conflict when a person or a cloud has told of a server of that id, with Invalid when nodes may
     *     not be where it is, with OverLimit when the account has too many
     */
    public void announce(TenantId tenant, Instance said, Duration life) {
        requireLife(life);
        Instant until = now().plus(life);
        Instance announced = said.with(Instance.State.RUNNING, new Origin.Announced(until, life));
        boolean changed = store.write(unit -> {
            Account.require(unit, tenant);
            Optional<Instance> known = unit.instance(tenant, said.id());
            known.ifPresentOrElse(
                    AnnouncementService::requireAnnounced,
                    () -> limits.of(unit, tenant)
                            .check(Limit.INSTANCES, unit.instances(tenant).size() + 1));
            boolean news = known.filter(announced::looksLike).isEmpty();
            if (news) {
                requireOpen(unit, tenant, said);
            }
            unit.save(tenant, announced);
            return news;
        });
        silentFrom.put(new Server(tenant, said.id()), until);
        if (changed) {
            inventory.follow(tenant, said.id());
        }
    }

    private static void requireLife(Duration life) {
        if (life.compareTo(SHORTEST_LIFE) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("an announcement counts for " + SHORTEST_LIFE + " to " + LONGEST_LIFE);
        }
    }

    private static void requireAnnounced(Instance known) {
        if (!(known.origin().orElse(null) instanceof Origin.Announced)) {
            throw new RefusedException(new Refusal.Conflict(
                    Refusal.Noun.INSTANCE,
                    "with the id " + known.id() + ", which was "
                            + (known.origin().isPresent() ? "discovered" : "named by the operator")));
        }
    }

    /** A tenant chooses this address, so it is judged like a node's, for the ports of balancers that have it already. */
    private void requireOpen(ReadUnit unit, TenantId tenant, Instance said) {
        RefusedException.ifAny(
                rules.whyClosed(said.address(), ReachedPorts.of(unit, tenant).of(said.id())).stream()
                        .map(why -> new Violation("Address", Violation.Rule.NOT_ALLOWED, why))
                        .toList());
    }

    /**
     * A server is as it said, and still RUNNING.
     *
     * @throws RefusedException with NotFound when it has to be announced anew: it is not known, STOPPED, or somebody else's word
     *     counts
     */
    public void renew(TenantId tenant, InstanceId id) {
        Instant until = store.write(unit -> {
            Instance known = unit.instance(tenant, id)
                    .filter(instance -> instance.silentFrom().isPresent())
                    .orElseThrow(AnnouncementService::notFound);
            Duration life = ((Origin.Announced) known.origin().orElseThrow()).life();
            Instant later = now().plus(life);
            unit.save(tenant, known.with(Instance.State.RUNNING, new Origin.Announced(later, life)));
            return later;
        });
        silentFrom.put(new Server(tenant, id), until);
    }

    /**
     * A server stops and says so: it is STOPPED at once, or no longer there.
     *
     * @throws RefusedException with NotFound when it was not announced
     */
    public void withdraw(TenantId tenant, InstanceId id, boolean forget) {
        store.update(unit -> {
            Instance known = unit.instance(tenant, id)
                    .filter(instance -> instance.origin().orElse(null) instanceof Origin.Announced)
                    .orElseThrow(AnnouncementService::notFound);
            if (forget) {
                unit.removeInstance(tenant, id);
            } else {
                unit.save(
                        tenant,
                        known.with(Instance.State.STOPPED, known.origin().orElseThrow()));
            }
        });
        silentFrom.remove(new Server(tenant, id));
        inventory.follow(tenant, id);
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Refusal.Noun.INSTANCE));
    }

    private void tryToStop() {
        try {
            stopSilent();
        } catch (RuntimeException failed) {
            LOG.warn("Instances that are silent stay as they are for another second: {}", failed.getMessage());
        }
    }

    /** Stops who is silent by now. */
    void stopSilent() {
        Instant now = now();
        silentFrom.forEach((server, when) -> {
            if (!when.isAfter(now)) {
                stop(server, when);
            }
        });
    }

    private void stop(Server server, Instant when) {
        boolean stopped = store.write(unit -> {
            Optional<Instance> silent = unit.instance(server.tenant(), server.id())
                    .filter(instance -> instance.silentFrom()
                            .filter(until -> !until.isAfter(when))
                            .isPresent());
            silent.ifPresent(instance -> unit.save(
                    server.tenant(),
                    instance.with(Instance.State.STOPPED, instance.origin().orElseThrow())));
            return silent.isPresent();
        });
        // An announcement that came in between has put a later time there.
        silentFrom.remove(server, when);
        if (stopped) {
            LOG.info("Instance {} of account {} is silent and counts as stopped", server.id(), server.tenant());
            inventory.follow(server.tenant(), server.id());
        }
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private record Server(TenantId tenant, InstanceId id) {}
}
