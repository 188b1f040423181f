package io.steelyard.domain.scaling;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Servers of an account that join and leave balancers together: those of the inventory that say they are of this group.
 *
 * @param name unique in its account and region: {@link #isValidName}
 * @param launchConfiguration the name of one
 * @param zones where members are
 * @param balancers the names of those that members are registered with
 * @param settings what else was said, by the names that the dialect has for it; shown, without effect
 * @param brought what the group has registered, or is about to, by the name of the balancer
 * @param leaving whether its end was asked for; it goes when it has taken its members from all balancers
 */
public record ScalingGroup(
        TenantId tenant,
        RegionName region,
        String name,
        String launchConfiguration,
        GroupSize size,
        List<Zone> zones,
        List<String> balancers,
        Map<String, String> settings,
        Map<String, List<InstanceId>> brought,
        boolean leaving,
        Instant created) {
    private static final Pattern NAME = Pattern.compile("[^:/\\p{Cntrl}]{1,255}");

    public ScalingGroup {
        zones = List.copyOf(zones);
        balancers = balancers.stream().distinct().toList();
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        brought = Collections.unmodifiableMap(new TreeMap<>(brought));
    }

    /** Whether a group, or a launch configuration, may have this name: 1 to 255 characters without ":" and "/". */
    public static boolean isValidName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Of an account's servers those that belong to it, by id. */
    public List<Instance> members(List<Instance> inventory) {
        return leaving
                ? List.of()
                : inventory.stream()
                        .filter(this::has)
                        .sorted(Comparator.comparing(instance -> instance.id().value()))
                        .limit(size.most())
                        .toList();
    }

    private boolean has(Instance instance) {
        return instance.group().filter(name::equals).isPresent()
                && instance.state() == Instance.State.RUNNING
                && zones.contains(instance.zone());
    }

    public ScalingGroup withBalancers(List<String> others) {
        return new ScalingGroup(
                tenant, region, name, launchConfiguration, size, zones, others, settings, brought, leaving, created);
    }

    public ScalingGroup withSize(GroupSize other) {
        return new ScalingGroup(
                tenant,
                region,
                name,
                launchConfiguration,
                other,
                zones,
                balancers,
                settings,
                brought,
                leaving,
                created);
    }

    /** The same with all that may be said anew but its size. */
    public ScalingGroup with(
            String otherLaunchConfiguration, List<Zone> otherZones, Map<String, String> otherSettings) {
        return new ScalingGroup(
                tenant,
                region,
                name,
                otherLaunchConfiguration,
                size,
                otherZones,
                balancers,
                otherSettings,
                brought,
                leaving,
                created);
    }

    public ScalingGroup withBrought(Map<String, List<InstanceId>> others) {
        return new ScalingGroup(
                tenant, region, name, launchConfiguration, size, zones, balancers, settings, others, leaving, created);
    }

    /** The same when its end was asked for. */
    public ScalingGroup toLeave() {
        return new ScalingGroup(
                tenant, region, name, launchConfiguration, size, zones, List.of(), settings, brought, true, created);
    }
}
