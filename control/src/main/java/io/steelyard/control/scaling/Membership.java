package io.steelyard.control.scaling;

import io.steelyard.control.change.Bell;
import io.steelyard.control.classic.RegistrationService;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.scaling.ScalingGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has balancers follow the members of groups: after each change, at the start, and once a minute in case something was in the
 * way. What a group is about to register is written down before, so that nothing stays registered that a crash made it
 * forget.
 */
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Store store;
    private final RegistrationService registrations;
    private final Bell changed;
    private final Thread follower =
            Thread.ofPlatform().name("scaling-groups").daemon().unstarted(this::run);

    /** @param changed heard when members may have to join or leave */
    public Membership(Store store, RegistrationService registrations, Bell changed) {
        this.store = store;
        this.registrations = registrations;
        this.changed = changed;
    }

    /** Begins at once. */
    public void start() {
        follower.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long heard = changed.rings();
                followAll();
                changed.awaitAfter(heard, PERIOD);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    void followAll() {
        try {
            store.<List<ScalingGroup>>read(ReadUnit::everyScalingGroup).forEach(this::tryToFollow);
        } catch (RuntimeException failed) {
            LOG.warn("Load balancers do not follow scaling groups for now: {}", failed.getMessage());
        }
    }

    private void tryToFollow(ScalingGroup group) {
        try {
            follow(group);
        } catch (RuntimeException refused) {
            LOG.warn("Load balancers do not follow the scaling group {} for now", group.name(), refused);
        }
    }

    private void follow(ScalingGroup group) {
        List<InstanceId> members = store.read(unit -> group.members(unit.instances(group.tenant())).stream()
                .map(Instance::id)
                .toList());
        Map<String, List<InstanceId>> wanted = new TreeMap<>();
        group.balancers().forEach(name -> wanted.put(name, members));
        remember(group, known -> known.withBrought(union(known.brought(), wanted)));
        Set<String> balancers = new TreeSet<>(wanted.keySet());
        balancers.addAll(group.brought().keySet());
        for (String balancer : balancers) {
            follow(
                    group,
                    balancer,
                    wanted.getOrDefault(balancer, List.of()),
                    group.brought().getOrDefault(balancer, List.of()));
        }
        remember(group, known -> known.withBrought(wanted));
    }

    private void follow(ScalingGroup group, String balancer, List<InstanceId> wanted, List<InstanceId> brought) {
        Optional<List<InstanceId>> registered = store.read(unit -> unit.loadBalancer(
                        group.tenant(), group.region(), new Alias(balancer))
                .flatMap(row -> row.configuration().map((LoadBalancer found) -> RegistrationService.instances(found))));
        if (registered.isEmpty()) {
            return;
        }
        List<InstanceId> joining = without(wanted, registered.get());
        if (!joining.isEmpty()) {
            registrations.register(caller(group), balancer, joining);
        }
        List<InstanceId> leaving = without(brought, wanted);
        leaving.retainAll(registered.get());
        if (!leaving.isEmpty()) {
            registrations.deregister(caller(group), balancer, leaving);
        }
    }

    /** Keeps what is made of a group, unless it is as it was; one that has left all balancers goes. */
    private void remember(ScalingGroup group, UnaryOperator<ScalingGroup> change) {
        store.update(unit -> unit.scalingGroups(group.tenant(), group.region()).stream()
                .filter(known -> known.name().equals(group.name()))
                .forEach(known -> {
                    ScalingGroup now = change.apply(known);
                    if (now.leaving() && now.brought().isEmpty()) {
                        unit.remove(now);
                    } else if (!now.equals(known)) {
                        unit.save(now);
                    }
                }));
    }

    private static Map<String, List<InstanceId>> union(
            Map<String, List<InstanceId>> one, Map<String, List<InstanceId>> other) {
        Map<String, List<InstanceId>> all = new TreeMap<>(one);
        other.forEach((name, ids) -> all.merge(name, ids, (known, more) -> {
            Set<InstanceId> both = new LinkedHashSet<>(known);
            both.addAll(more);
            return List.copyOf(both);
        }));
        return all;
    }

    private static List<InstanceId> without(List<InstanceId> all, List<InstanceId> others) {
        List<InstanceId> left = new ArrayList<>(all);
        left.removeAll(others);
        return left;
    }

    static Caller caller(ScalingGroup group) {
        return new Caller(group.tenant(), group.region(), Role.ADMIN);
    }

    @Override
    public void close() {
        follower.interrupt();
    }
}
