package io.steelyard.control.scaling;

import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.scaling.ScalingService.GroupView;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Noun;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.scaling.GroupSize;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScalingServiceTest {
    private static final Zone ZONE = new Zone("us-east-1a");
    private static final String LAUNCH = "launch";
    private static final String BALANCER = "web";

    private final ControlFixture control = new ControlFixture();
    private final AtomicInteger changes = new AtomicInteger();
    private final ScalingService scaling = new ScalingService(control.store, control.limits, changes::incrementAndGet);

    @BeforeEach
    void makeABalancerAndALaunchConfiguration() {
        control.store.update(unit -> {
            LoadBalancer plain = SampleBalancers.http(unit.nextLoadBalancerId(), unit.nextVirtualIpId());
            unit.save(LoadBalancerRow.of(plain, new Alias(BALANCER), Change.first(plain.id(), SampleBalancers.START)));
        });
        scaling.create(launch(JDOE, LAUNCH));
    }

    @Test
    void aGroupIsShownWithTheServersThatBelongToIt() {
        keep("i-2", "web", ZONE, Instance.State.RUNNING);
        keep("i-1", "web", ZONE, Instance.State.RUNNING);
        keep("i-3", "other", ZONE, Instance.State.RUNNING);
        keep("i-4", "web", new Zone("us-east-1b"), Instance.State.RUNNING);
        keep("i-5", "web", ZONE, Instance.State.STOPPED);

        scaling.create(group("web"));

        assertThat(members("web")).containsExactly("i-1", "i-2");
        assertThat(changes).hasValue(1);
    }

    @Test
    void noMoreThanTheMostBelongToIt() {
        keep("i-1", "web", ZONE, Instance.State.RUNNING);
        keep("i-2", "web", ZONE, Instance.State.RUNNING);
        scaling.create(group("web"));

        scaling.change(JDOE, "web", group -> group.withSize(new GroupSize(0, 1, 0)));

        assertThat(members("web")).containsExactly("i-1");
        assertThat(changes).hasValue(2);
    }

    @Test
    void groupsAndLaunchConfigurationsAreThoseOfTheAccountAndRegion() {
        Caller elsewhere = new Caller(JDOE.tenant(), new RegionName("LON"), JDOE.role());
        scaling.create(group("web"));

        assertThat(scaling.list(OTHER)).isEmpty();
        assertThat(scaling.list(elsewhere)).isEmpty();
        assertThat(scaling.launchConfigurations(OTHER)).isEmpty();
        assertThat(scaling.launchConfigurations(elsewhere)).isEmpty();
        assertThat(refusalOf(() -> scaling.get(OTHER, "web"))).isEqualTo(new Refusal.NotFound(Noun.SCALING_GROUP));
        assertThat(refusalOf(() -> scaling.delete(OTHER, "web", true)))
                .isEqualTo(new Refusal.NotFound(Noun.SCALING_GROUP));
        assertThat(refusalOf(() -> scaling.deleteLaunchConfiguration(OTHER, LAUNCH)))
                .isEqualTo(new Refusal.NotFound(Noun.LAUNCH_CONFIGURATION));
    }

    @Test
    void aNameIsTakenOnce() {
        scaling.create(group("web"));

        assertThat(refusalOf(() -> scaling.create(group("web"))))
                .isEqualTo(new Refusal.Conflict(Noun.SCALING_GROUP, "named web"));
        assertThat(refusalOf(() -> scaling.create(launch(JDOE, LAUNCH))))
                .isEqualTo(new Refusal.Conflict(Noun.LAUNCH_CONFIGURATION, "named launch"));
        assertThat(changes).hasValue(1);
    }

    @Test
    void whatAGroupNamesHasToBeThere() {
        assertThat(violation(group("web").withSize(new GroupSize(3, 4, 2)))).isEqualTo("DesiredCapacity");
        assertThat(violation(group("web").with("nobody", List.of(ZONE), Map.of())))
                .isEqualTo("LaunchConfigurationName");
        assertThat(violation(group("web").withBalancers(List.of("nobody")))).isEqualTo("LoadBalancerNames");
        assertThat(scaling.list(JDOE)).isEmpty();
        assertThat(changes).hasValue(0);
    }

    @Test
    void aGroupHasNoMoreMembersThanABalancerMayHave() {
        assertThat(refusalOf(() -> scaling.create(group("web").withSize(new GroupSize(0, 1_000_000, 0)))))
                .isInstanceOfSatisfying(
                        Refusal.OverLimit.class,
                        over -> assertThat(over.limit()).isEqualTo(Refusal.Limit.NODES_PER_LOAD_BALANCER));
    }

    @Test
    void aBalancerThatHasGoneMeanwhileDoesNotKeepAGroupFromBeingChanged() {
        control.store.update(unit -> unit.save(group("web").withBalancers(List.of("gone", BALANCER))));

        scaling.change(JDOE, "web", group -> group.withSize(new GroupSize(0, 1, 1)));

        assertThat(scaling.get(JDOE, "web").group().size()).isEqualTo(new GroupSize(0, 1, 1));
        assertThat(refusalOf(() -> scaling.change(JDOE, "web", group -> group.withBalancers(List.of("never")))))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void aGroupWithMembersGoesByForceAlone() {
        keep("i-1", "web", ZONE, Instance.State.RUNNING);
        scaling.create(group("web"));
        assertThat(refusalOf(() -> scaling.delete(JDOE, "web", false))).isInstanceOf(Refusal.InUse.class);
        assertThat(scaling.list(JDOE)).hasSize(1);

        scaling.delete(JDOE, "web", true);

        assertThat(scaling.list(JDOE)).isEmpty();
        assertThat(refusalOf(() -> scaling.get(JDOE, "web"))).isEqualTo(new Refusal.NotFound(Noun.SCALING_GROUP));
        // Its members have yet to leave.
        assertThat(refusalOf(() -> scaling.create(group("web")))).isInstanceOf(Refusal.InUse.class);
    }

    @Test
    void aLaunchConfigurationStaysWhileAGroupNamesIt() {
        scaling.create(group("web"));
        assertThat(refusalOf(() -> scaling.deleteLaunchConfiguration(JDOE, LAUNCH)))
                .isInstanceOf(Refusal.InUse.class);

        scaling.delete(JDOE, "web", false);
        scaling.deleteLaunchConfiguration(JDOE, LAUNCH);

        assertThat(scaling.launchConfigurations(JDOE)).isEmpty();
    }

    @Test
    void anAccountHasAHundredOfEachInARegion() {
        IntStream.range(0, ScalingService.MOST).forEach(i -> scaling.create(group("group-" + i)));
        IntStream.range(1, ScalingService.MOST).forEach(i -> scaling.create(launch(JDOE, "launch-" + i)));

        assertThat(refusalOf(() -> scaling.create(group("more")))).isInstanceOf(Refusal.InUse.class);
        assertThat(refusalOf(() -> scaling.create(launch(JDOE, "more")))).isInstanceOf(Refusal.InUse.class);
        scaling.create(launch(OTHER, "more"));
    }

    private String violation(ScalingGroup wanted) {
        Refusal.Invalid refused = (Refusal.Invalid) refusalOf(() -> scaling.create(wanted));
        return refused.violations().getFirst().attribute();
    }

    private List<String> members(String name) {
        GroupView view = scaling.get(JDOE, name);
        return view.members().stream().map(instance -> instance.id().value()).toList();
    }

    private void keep(String id, String group, Zone zone, Instance.State state) {
        control.store.update(unit -> unit.save(
                JDOE.tenant(),
                new Instance(
                        new InstanceId(id),
                        IpAddress.require("10.1.1." + id.substring(2)),
                        zone,
                        state,
                        Optional.of(group),
                        Map.of())));
    }

    private static LaunchConfiguration launch(Caller caller, String name) {
        TenantId tenant = caller.tenant();
        return new LaunchConfiguration(
                tenant, caller.region(), name, Map.of("ImageId", "ami-1"), List.of(), SampleBalancers.START);
    }

    private static ScalingGroup group(String name) {
        return new ScalingGroup(
                JDOE.tenant(),
                JDOE.region(),
                name,
                LAUNCH,
                new GroupSize(0, 4, 2),
                List.of(ZONE),
                List.of(BALANCER),
                Map.of(),
                Map.of(),
                false,
                SampleBalancers.START);
    }
}
