package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.scaling.GroupSize;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups of servers, and what they are made from. */
interface ScalingContract {
    RegionName HERE = new RegionName("ORD");
    RegionName ELSEWHERE = new RegionName("DFW");

    Store store();

    @Test
    default void groupsComeByNameInTheirAccountAndRegion() {
        ScalingGroup b = group(SampleBalancers.TENANT, HERE, "b");
        ScalingGroup a = group(SampleBalancers.TENANT, HERE, "a");
        ScalingGroup far = group(SampleBalancers.TENANT, ELSEWHERE, "a");
        ScalingGroup others = group(new TenantId(7_777), HERE, "a");
        store().update(unit -> List.of(b, a, far, others).forEach(unit::save));

        assertThat(groups()).containsExactly(a, b);
        assertThat(store().<List<ScalingGroup>>read(ReadUnit::everyScalingGroup))
                .containsExactlyInAnyOrder(a, b, far, others);
    }

    @Test
    default void aGroupIsReplacedAndForgotten() {
        ScalingGroup group = group(SampleBalancers.TENANT, HERE, "a");
        ScalingGroup changed = group.withBrought(Map.of("lb", List.of(new InstanceId("i-1"))));
        store().update(unit -> unit.save(group));

        store().update(unit -> unit.save(changed));
        assertThat(groups()).containsExactly(changed);

        store().update(unit -> unit.remove(changed));
        store().update(unit -> unit.remove(changed));
        assertThat(groups()).isEmpty();
    }

    @Test
    default void launchConfigurationsComeByNameAndAreForgotten() {
        LaunchConfiguration b = launch(HERE, "b");
        LaunchConfiguration a = launch(HERE, "a");
        store().update(unit -> List.of(b, a, launch(ELSEWHERE, "c")).forEach(unit::save));
        assertThat(launches()).containsExactly(a, b);

        store().update(unit -> unit.remove(a));
        assertThat(launches()).containsExactly(b);
    }

    private List<ScalingGroup> groups() {
        return store().read(unit -> unit.scalingGroups(SampleBalancers.TENANT, HERE));
    }

    private List<LaunchConfiguration> launches() {
        return store().read(unit -> unit.launchConfigurations(SampleBalancers.TENANT, HERE));
    }

    private static LaunchConfiguration launch(RegionName region, String name) {
        return new LaunchConfiguration(
                SampleBalancers.TENANT, region, name, Map.of("ImageId", "ami-1"), List.of("sg-1"), START);
    }

    private static ScalingGroup group(TenantId tenant, RegionName region, String name) {
        return new ScalingGroup(
                tenant,
                region,
                name,
                "launch",
                new GroupSize(0, 4, 2),
                List.of(new Zone("us-east-1a")),
                List.of("lb"),
                Map.of("HealthCheckType", "EC2"),
                Map.of(),
                false,
                START);
    }
}
