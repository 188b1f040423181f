package io.steelyard.control.classic;

import static io.steelyard.control.ControlFixture.JDOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import io.steelyard.testkit.SamplePools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In zones a and b with addresses of their own, and c without. */
class ZoneAddressesTest {
    private final ControlFixture control = new ControlFixture(SamplePools.of(
            List.of("127.100.0.0/29", "127.100.1.0/29@zone-a", "127.100.2.0/32@zone-b", "fd00:2::/120@zone-b"),
            List.of("127.101.0.0/29", "127.101.1.0/29@zone-a")));
    private final ClassicFixture site = ClassicFixture.over(control);
    private final ClassicNames names = new ClassicNames(
            control.store,
            DomainName.parse("elb.example.net"),
            List.of(Region.parse("ORD=us-east-1:zone-a,zone-b,zone-c")),
            control.blocks);

    @AfterEach
    void stop() throws InterruptedException {
        site.close();
    }

    @Test
    void aBalancerHasAnAddressOfEachFamilyInEachOfItsZones() {
        assertThat(make("shop", false, "zone-a", "zone-b"))
                .containsExactly("127.100.1.1", "127.100.2.0", "fd00:0002:0000:0000:0000:0000:0000:0001");
        assertThat(make("inside", true, "zone-a", "zone-b")).containsExactly("127.101.1.1");
    }

    @Test
    void whereNoZoneHasAddressesItIsOneForAllZones() {
        assertThat(make("shop", false, "zone-c")).containsExactly("127.100.0.1");
    }

    @Test
    void balancersOfOtherDialectsGetNoAddressOfAZone() {
        assertThat(addresses(control.create())).containsExactly("127.100.0.1");
    }

    @Test
    void addressesComeAndGoWithZones() {
        make("shop", false, "zone-a");

        serve("shop", "zone-a", "zone-b", "zone-c");
        assertThat(addresses("shop"))
                .containsExactly("127.100.1.1", "127.100.2.0", "fd00:0002:0000:0000:0000:0000:0000:0001");

        serve("shop", "zone-b");
        assertThat(addresses("shop")).containsExactly("127.100.2.0", "fd00:0002:0000:0000:0000:0000:0000:0001");

        serve("shop", "zone-c");
        assertThat(addresses("shop")).containsExactly("127.100.0.1");

        // The zone's first address waits until clients have forgotten it.
        serve("shop", "zone-a", "zone-c");
        assertThat(addresses("shop")).containsExactly("127.100.0.1", "127.100.1.2");
    }

    @Test
    void aZoneWhoseAddressesAreAllTakenIsNotEnabled() {
        make("first", false, "zone-b");
        make("second", false, "zone-a");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> serve("second", "zone-a", "zone-b"))
                .matches(refused -> refused.refusal() instanceof Refusal.OutOfVirtualIps);

        assertThat(addresses("second")).containsExactly("127.100.1.1");
        assertThat(site.classics.said(JDOE, "second").zones()).containsExactly(new Zone("zone-a"));
    }

    @Test
    void namesLeadToZonesWithAnInstanceInService() {
        make("shop", false, "zone-a", "zone-b");
        register("i-1", "zone-a");
        register("i-2", "zone-b");
        assertThat(led()).hasSize(3);

        fail("i-2");
        assertThat(led()).containsExactly("127.100.1.1");

        cross("shop");
        assertThat(led()).hasSize(3);
    }

    private List<String> make(String name, boolean internal, String... zones) {
        Classic usual = SampleBalancers.said();
        Classic said = new Classic(
                internal,
                zones(zones),
                List.of(),
                List.of(),
                usual.listeners(),
                usual.healthCheck(),
                List.of(),
                List.of(),
                ClassicAttributes.DEFAULT,
                List.of());
        return addresses(site.classics.create(JDOE, new NewClassic(new Alias(name), said)));
    }

    private void serve(String name, String... zones) {
        site.classics.change(JDOE, name, said -> said.withZones(zones(zones)));
    }

    private void cross(String name) {
        site.classics.change(
                JDOE, name, said -> said.withAttributes(said.attributes().withCrossZone(true)));
    }

    private static List<Zone> zones(String... names) {
        return Stream.of(names).map(Zone::new).toList();
    }

    private List<String> addresses(String name) {
        return addresses(site.classics.get(JDOE, name));
    }

    private static List<String> addresses(LoadBalancerView view) {
        return view.virtualIps().stream().map(vip -> vip.address().toString()).toList();
    }

    private List<String> led() {
        return names.addresses(names.all().keySet().iterator().next()).orElseThrow().stream()
                .map(IpAddress::toString)
                .toList();
    }

    private void register(String id, String zone) {
        InstanceId instance = new InstanceId(id);
        control.store.update(unit -> unit.save(
                SampleBalancers.TENANT,
                new Instance(
                        instance,
                        IpAddress.require("10.1.1." + id.substring(2)),
                        new Zone(zone),
                        Instance.State.RUNNING,
                        Optional.empty(),
                        Map.of())));
        new RegistrationService(
                        site.classics, control.limits, new Departures(control.store, control.editor, control.clock))
                .register(JDOE, "shop", List.of(instance));
    }

    private void fail(String id) {
        LoadBalancer balancer =
                site.classics.get(JDOE, "shop").row().configuration().orElseThrow();
        Node node = balancer.primaryPool().nodes().stream()
                .filter(each -> each.instance().orElseThrow().id().value().equals(id))
                .findFirst()
                .orElseThrow();
        NodeReport failed = new NodeReport(
                balancer.id(),
                node.id(),
                Optional.of(new Outage(NodeFailure.CHECK_TIMED_OUT, Optional.empty(), Optional.empty())));
        control.store.update(unit -> unit.save(new NodeObservation(HostName.LOCAL, failed, SampleBalancers.START)));
    }
}
