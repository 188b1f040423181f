package io.steelyard.control.scaling;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.Refusal.Noun;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What tenants may do with groups of servers. Balancers follow a little later: {@link Membership}. */
public final class ScalingService {
    /** How many groups, and how many launch configurations, an account may have in a region. */
    public static final int MOST = 100;

    private final Store store;
    private final LimitService limits;
    private final Runnable changed;

    /** @param changed told when members may have to join or leave */
    public ScalingService(Store store, LimitService limits, Runnable changed) {
        this.store = store;
        this.limits = limits;
        this.changed = changed;
    }

    /** The launch configurations in the caller's region, by name. */
    public List<LaunchConfiguration> launchConfigurations(Caller caller) {
        return store.read(unit -> unit.launchConfigurations(caller.tenant(), caller.region()));
    }

    /** @throws RefusedException with Conflict when there is one of its name, with InUse when there are {@link #MOST} */
    public void create(LaunchConfiguration wanted) {
        store.update(unit -> {
            List<LaunchConfiguration> all = unit.launchConfigurations(wanted.tenant(), wanted.region());
            if (all.stream().anyMatch(known -> known.name().equals(wanted.name()))) {
                throw new RefusedException(new Refusal.Conflict(Noun.LAUNCH_CONFIGURATION, "named " + wanted.name()));
            }
            requireRoom(Noun.LAUNCH_CONFIGURATION, all.size());
            unit.save(wanted);
        });
    }

    /** @throws RefusedException with NotFound, with InUse while a group names it */
    public void deleteLaunchConfiguration(Caller caller, String name) {
        store.update(unit -> {
            LaunchConfiguration found = launchConfiguration(unit, caller, name)
                    .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Noun.LAUNCH_CONFIGURATION)));
            if (groups(unit, caller).stream()
                    .anyMatch(group -> group.launchConfiguration().equals(name))) {
                throw new RefusedException(new Refusal.InUse(Noun.LAUNCH_CONFIGURATION, "An AutoScalingGroup has it."));
            }
            unit.remove(found);
        });
    }

    /** A group, and who belongs to it now. */
    public record GroupView(ScalingGroup group, List<Instance> members) {
        public GroupView {
            members = List.copyOf(members);
        }
    }

    /** The groups in the caller's region, by name. */
    public List<GroupView> list(Caller caller) {
        return store.read(unit -> {
            List<Instance> inventory = unit.instances(caller.tenant());
            return groups(unit, caller).stream()
                    .map(group -> new GroupView(group, group.members(inventory)))
                    .toList();
        });
    }

    /** @throws RefusedException with NotFound */
    public GroupView get(Caller caller, String name) {
        return list(caller).stream()
                .filter(view -> view.group().name().equals(name))
                .findFirst()
                .orElseThrow(ScalingService::notFound);
    }

    /**
     * Makes a group; its members join soon.
     *
     * @throws RefusedException with Conflict when there is one of its name, with InUse when that one has yet to go or there
     *     are {@link #MOST}, else when a rule is broken
     */
    public void create(ScalingGroup wanted) {
        store.update(unit -> {
            Caller caller = Membership.caller(wanted);
            List<ScalingGroup> all = unit.scalingGroups(caller.tenant(), caller.region());
            all.stream()
                    .filter(known -> known.name().equals(wanted.name()))
                    .findFirst()
                    .ifPresent(known -> {
                        throw new RefusedException(
                                known.leaving()
                                        ? new Refusal.InUse(Noun.SCALING_GROUP, "Its end is under way.")
                                        : new Refusal.Conflict(Noun.SCALING_GROUP, "named " + wanted.name()));
                    });
            requireRoom(Noun.SCALING_GROUP, all.size());
            unit.save(checked(unit, caller, wanted, List.of()));
        });
        changed.run();
    }

    private static void requireRoom(Noun noun, int known) {
        if (known >= MOST) {
            throw new RefusedException(new Refusal.InUse(noun, "There are " + MOST + " already."));
        }
    }

    /**
     * Changes a group; members join and leave soon.
     *
     * @throws RefusedException with NotFound, or when a rule is broken
     */
    public void change(Caller caller, String name, UnaryOperator<ScalingGroup> change) {
        store.update(unit -> {
            ScalingGroup before = find(unit, caller, name);
            unit.save(checked(unit, caller, change.apply(before), before.balancers()));
        });
        changed.run();
    }

    /**
     * Asks for the end of a group; its members leave all balancers first.
     *
     * @param force whether it may have members
     * @throws RefusedException with NotFound, with InUse when it has members
     */
    public void delete(Caller caller, String name, boolean force) {
        store.update(unit -> {
            ScalingGroup group = find(unit, caller, name);
            if (!force && !group.members(unit.instances(caller.tenant())).isEmpty()) {
                throw new RefusedException(new Refusal.InUse(
                        Noun.SCALING_GROUP,
                        "You cannot delete an AutoScalingGroup while there are instances still in the group."));
            }
            unit.save(group.toLeave());
        });
        changed.run();
    }

    /** @param knownBalancers which may have gone meanwhile */
    private ScalingGroup checked(WriteUnit unit, Caller caller, ScalingGroup group, List<String> knownBalancers) {
        if (!group.size().areOrdered()) {
            throw invalid("DesiredCapacity", "no less than MinSize and no more than MaxSize");
        }
        limits.of(unit, caller.tenant())
                .check(Limit.NODES_PER_LOAD_BALANCER, group.size().most());
        if (launchConfiguration(unit, caller, group.launchConfiguration()).isEmpty()) {
            throw invalid("LaunchConfigurationName", "the name of one that is there");
        }
        if (!group.balancers().stream()
                .allMatch(name -> knownBalancers.contains(name)
                        || Alias.isValid(name)
                                && unit.loadBalancer(caller.tenant(), caller.region(), new Alias(name))
                                        .isPresent())) {
            throw invalid("LoadBalancerNames", "names of load balancers that are there");
        }
        return group;
    }

    private static RefusedException invalid(String attribute, String detail) {
        return new RefusedException(Refusal.Invalid.because(attribute, Violation.Rule.NOT_ALLOWED, detail));
    }

    private static Optional<LaunchConfiguration> launchConfiguration(ReadUnit unit, Caller caller, String name) {
        return unit.launchConfigurations(caller.tenant(), caller.region()).stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    private static List<ScalingGroup> groups(ReadUnit unit, Caller caller) {
        return unit.scalingGroups(caller.tenant(), caller.region()).stream()
                .filter(group -> !group.leaving())
                .toList();
    }

    private static ScalingGroup find(ReadUnit unit, Caller caller, String name) {
        return groups(unit, caller).stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(ScalingService::notFound);
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Noun.SCALING_GROUP));
    }
}
