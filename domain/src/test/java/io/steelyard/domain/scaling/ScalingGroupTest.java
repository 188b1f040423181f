package io.steelyard.domain.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingGroupTest {
    private static final Instance A = instance("i-a", "us-east-1a", "web", Instance.State.RUNNING);
    private static final Instance B = instance("i-b", "us-east-1a", "web", Instance.State.RUNNING);

    private final ScalingGroup group = new ScalingGroup(
            new TenantId(1),
            new RegionName("ORD"),
            "web",
            "launch",
            new GroupSize(0, 2, 1),
            List.of(new Zone("us-east-1a")),
            List.of("lb"),
            Map.of(),
            Map.of(),
            false,
            Instant.EPOCH);

    @Test
    void runningServersOfItsNameInItsZonesAreMembers() {
        List<Instance> inventory = List.of(
                instance("i-0", "us-east-1b", "web", Instance.State.RUNNING),
                instance("i-1", "us-east-1a", "other", Instance.State.RUNNING),
                instance("i-2", "us-east-1a", "web", Instance.State.STOPPED),
                B,
                A);

        assertThat(group.members(inventory)).containsExactly(A, B);
    }

    @Test
    void noMoreThanItsMostAreMembers() {
        ScalingGroup small = group.withSize(new GroupSize(0, 1, 1));

        assertThat(small.members(List.of(B, A))).containsExactly(A);
        assertThat(group.withSize(new GroupSize(0, 0, 0)).members(List.of(A))).isEmpty();
    }

    @Test
    void oneThatIsAboutToGoHasNoMembersAndNoBalancers() {
        assertThat(group.toLeave().members(List.of(A))).isEmpty();
        assertThat(group.toLeave().balancers()).isEmpty();
    }

    private static Instance instance(String id, String zone, String group, Instance.State state) {
        return new Instance(
                new InstanceId(id), IpAddress.require("10.1.1.1"), new Zone(zone), state, Optional.of(group), Map.of());
    }
}
