package io.steelyard.control.scaling;

import static io.steelyard.control.ControlFixture.JDOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Bell;
import io.steelyard.control.classic.ClassicFixture;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.control.classic.Departures;
import io.steelyard.control.classic.NewClassic;
import io.steelyard.control.classic.RegistrationService;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.scaling.GroupSize;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Zone ZONE = new Zone("us-east-1a");

    private final ControlFixture control = new ControlFixture();
    private final Departures departures = new Departures(control.store, control.editor, control.clock);
    private final ClassicFixture site = ClassicFixture.over(control);
    private final ClassicService classics = site.classics;
    private final RegistrationService registrations = new RegistrationService(classics, control.limits, departures);
    private final Bell changed = new Bell();
    private final Membership membership = new Membership(control.store, registrations, changed);

    @BeforeEach
    void makeBalancers() {
        for (String name : List.of("one", "two")) {
            classics.create(JDOE, new NewClassic(new Alias(name), SampleBalancers.said()));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        membership.close();
        departures.close();
        site.close();
    }

    @Test
    void membersJoinEveryBalancerOfTheirGroup() {
        keep("i-1", "web");
        keep("i-2", "web");
        keep("i-3", "other");
        save(group("web", "one", "two"));

        membership.followAll();

        assertThat(registered("one")).containsExactly("i-1", "i-2");
        assertThat(registered("two")).containsExactly("i-1", "i-2");
    }

    @Test
    void whoIsNoMemberAnyMoreLeavesAndWhoWasRegisteredByHandStays() {
        keep("i-1", "web");
        keep("i-2", "web");
        keep("i-9", "none");
        registrations.register(JDOE, "one", List.of(new InstanceId("i-9")));
        save(group("web", "one"));
        membership.followAll();
        assertThat(registered("one")).containsExactly("i-9", "i-1", "i-2");

        keep("i-1", "none");
        membership.followAll();

        assertThat(registered("one")).containsExactly("i-9", "i-2");
    }

    @Test
    void aMemberThatSomebodyDeregistersComesBack() {
        keep("i-1", "web");
        save(group("web", "one"));
        membership.followAll();

        registrations.deregister(JDOE, "one", List.of(new InstanceId("i-1")));
        membership.followAll();

        assertThat(registered("one")).containsExactly("i-1");
    }

    @Test
    void membersLeaveABalancerThatTheirGroupHasNoLonger() {
        keep("i-1", "web");
        save(group("web", "one", "two"));
        membership.followAll();

        save(theGroup("web").withBalancers(List.of("two")));
        membership.followAll();

        assertThat(registered("one")).isEmpty();
        assertThat(registered("two")).containsExactly("i-1");
        assertThat(theGroup("web").brought()).containsOnlyKeys("two");
    }

    @Test
    void aGroupWhoseEndWasAskedForGoesWhenItsMembersHaveLeft() {
        keep("i-1", "web");
        save(group("web", "one"));
        membership.followAll();

        save(theGroup("web").toLeave());
        membership.followAll();

        assertThat(registered("one")).isEmpty();
        assertThat(groups()).isEmpty();
    }

    @Test
    void whatWasRegisteredBeforeACrashAndIsNoMemberAnyMoreLeaves() {
        keep("i-1", "none");
        registrations.register(JDOE, "one", List.of(new InstanceId("i-1")));
        save(group("web", "one").withBrought(Map.of("one", List.of(new InstanceId("i-1")))));

        membership.followAll();

        assertThat(registered("one")).isEmpty();
    }

    @Test
    void aBalancerThatIsGoneKeepsNobodyFromTheOthers() {
        keep("i-1", "web");
        save(group("web", "gone", "two"));

        membership.followAll();

        assertThat(registered("two")).containsExactly("i-1");
    }

    @Test
    void aGroupThatCannotBeFollowedKeepsNobodyFromTheOthers() {
        Instance closed = new Instance(
                new InstanceId("i-0"),
                IpAddress.require("10.9.0.1"),
                ZONE,
                Instance.State.RUNNING,
                Optional.of("a"),
                Map.of());
        control.store.update(unit -> unit.save(SampleBalancers.TENANT, closed));
        keep("i-1", "b");
        save(group("a", "one"));
        save(group("b", "one"));

        membership.followAll();

        assertThat(registered("one")).containsExactly("i-1");
    }

    @Test
    void onceStartedItFollowsWhatItHearsOf() {
        keep("i-1", "web");
        save(group("web", "one"));
        membership.start();
        await().until(() -> registered("one").equals(List.of("i-1")));

        keep("i-2", "web");
        changed.ring();

        await().until(() -> registered("one").equals(List.of("i-1", "i-2")));
    }

    private void keep(String id, String group) {
        Instance instance = new Instance(
                new InstanceId(id),
                IpAddress.require("10.1.1." + id.substring(2)),
                ZONE,
                Instance.State.RUNNING,
                Optional.of(group),
                Map.of());
        control.store.update(unit -> unit.save(SampleBalancers.TENANT, instance));
    }

    private static ScalingGroup group(String name, String... balancers) {
        return new ScalingGroup(
                SampleBalancers.TENANT,
                SampleBalancers.REGION,
                name,
                "launch",
                new GroupSize(0, 4, 2),
                List.of(ZONE),
                List.of(balancers),
                Map.of(),
                Map.of(),
                false,
                SampleBalancers.START);
    }

    private void save(ScalingGroup group) {
        control.store.update(unit -> unit.save(group));
    }

    private List<ScalingGroup> groups() {
        return control.store.read(ReadUnit::everyScalingGroup);
    }

    private ScalingGroup theGroup(String name) {
        return groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> registered(String balancer) {
        return Stream.of(classics.get(JDOE, balancer))
                .flatMap(view -> view.row().configuration().stream())
                .flatMap(found -> RegistrationService.instances(found).stream())
                .map(InstanceId::value)
                .toList();
    }
}
