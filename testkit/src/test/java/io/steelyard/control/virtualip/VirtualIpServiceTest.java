package io.steelyard.control.virtualip;

import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static io.steelyard.control.ControlFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.testkit.SamplePools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualIpServiceTest {
    private static final Admission ALWAYS = new Admission.Always();
    private static final NewVirtualIp PUBLIC = fromPool(VipType.PUBLIC, Optional.empty());

    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerView first = control.create();
    private final LoadBalancerId id = first.row().id();
    private final VirtualIp vip = first.virtualIps().getFirst();

    @Test
    void aVirtualIpIsAddedAfterTheOthersInTheirGroup() {
        control.clock.advance(Duration.ofSeconds(1));

        VirtualIp added = add(id, PUBLIC);

        assertThat(control.virtualIps.list(JDOE, id)).containsExactly(vip, added);
        assertThat(added.group()).isEqualTo(vip.group());
        assertThat(added.updated()).isEqualTo(control.clock.instant());
        assertThat(control.loadBalancers.get(JDOE, id).row().change().updated()).isEqualTo(added.updated());
    }

    @Test
    void aVersionWithoutAddressesIsInvalid() {
        NewVirtualIp v6 = fromPool(VipType.PUBLIC, Optional.of(IpVersion.IPV6));

        assertThat(violations(refusalOf(() -> add(id, v6))))
                .containsExactly(new Violation(
                        "virtualIps[0].ipVersion",
                        Violation.Rule.NOT_ALLOWED,
                        "IPV4: this region has no other PUBLIC addresses"));
        assertThat(violations(refusalOf(() -> control.loadBalancers.create(JDOE, wanted(80, v6)))))
                .hasSize(1);
    }

    @Test
    void anotherBalancerOfTheSameTenantMaySharePortsApart() {
        LoadBalancerView second = control.loadBalancers.create(JDOE, wanted(443, shared(vip.id())));

        assertThat(second.virtualIps()).extracting(VirtualIp::id).containsExactly(vip.id());
        assertThat(addresses(second)).isEqualTo(addresses(first));
    }

    @Test
    void aPortOfASharedVirtualIpBelongsToOneBalancer() {
        Refusal refusal = refusalOf(() -> control.loadBalancers.create(JDOE, wanted(80, shared(vip.id()))));

        assertThat(violations(refusal))
                .containsExactly(new Violation(
                        "port",
                        Violation.Rule.TAKEN,
                        "free on virtual IP " + vip.id() + ", where load balancer " + id + " has port 80"));
        assertThat(control.loadBalancers.list(JDOE, LoadBalancerFilter.NONE, 1, 0, 100))
                .hasSize(1);
    }

    @Test
    void anAddedVirtualIpNeedsThePortFreeToo() {
        LoadBalancerView sharer = control.loadBalancers.create(JDOE, wanted(443, shared(vip.id()), PUBLIC));
        LoadBalancerView clashing = control.loadBalancers.create(
                JDOE, wanted(80, shared(second(sharer).id())));

        Refusal refusal = refusalOf(() -> add(id, shared(second(sharer).id())));

        assertThat(violations(refusal)).extracting(Violation::rule).containsExactly(Violation.Rule.TAKEN);
        assertThat(add(sharer.row().id(), PUBLIC).group()).isEqualTo(vip.group());
        assertThat(clashing.virtualIps().getFirst().group()).isEqualTo(vip.group());
    }

    @Test
    void aForeignAnUnknownAndAQuarantinedVirtualIpLookTheSame() {
        Refusal foreign = refusalOf(() -> control.loadBalancers.create(OTHER, wanted(443, shared(vip.id()))));
        Refusal unknown =
                refusalOf(() -> control.loadBalancers.create(OTHER, wanted(443, shared(new VirtualIpId(4711)))));
        control.store.update(unit -> unit.quarantine(vip.id(), control.clock.instant()));
        Refusal quarantined = refusalOf(() -> control.loadBalancers.create(JDOE, wanted(443, shared(vip.id()))));

        assertThat(foreign).isEqualTo(unknown).isEqualTo(quarantined);
        assertThat(violations(foreign)).extracting(Violation::attribute).containsExactly("virtualIps[0].id");
    }

    @Test
    void virtualIpsOfTwoGroupsAreRefused() {
        VirtualIp elsewhere = control.create().virtualIps().getFirst();

        Refusal created = refusalOf(
                () -> control.loadBalancers.create(JDOE, wanted(443, shared(vip.id()), shared(elsewhere.id()))));
        Refusal added = refusalOf(() -> add(id, shared(elsewhere.id())));

        assertThat(violations(created)).extracting(Violation::rule).containsExactly(Violation.Rule.NOT_ALLOWED);
        assertThat(violations(added)).extracting(Violation::rule).containsExactly(Violation.Rule.NOT_ALLOWED);
    }

    @Test
    void aVirtualIpNamedTwiceIsInvalid() {
        Refusal created =
                refusalOf(() -> control.loadBalancers.create(JDOE, wanted(443, shared(vip.id()), shared(vip.id()))));
        Refusal added = refusalOf(() -> add(id, shared(vip.id())));

        assertThat(violations(created)).extracting(Violation::rule).containsExactly(Violation.Rule.DUPLICATE);
        assertThat(violations(added)).extracting(Violation::rule).containsExactly(Violation.Rule.DUPLICATE);
    }

    @Test
    void aBalancerHasAtMostTenIpv4Addresses() {
        ControlFixture roomy = new ControlFixture(publicPools("127.100.0.0/24"));
        LoadBalancerId full = roomy.create().row().id();
        for (int i = 1; i < 10; i++) {
            roomy.virtualIps.add(JDOE, full, Optional.of(PUBLIC), List.of(), ALWAYS, Receipt.none());
        }

        assertThat(refusalOf(
                        () -> roomy.virtualIps.add(JDOE, full, Optional.of(PUBLIC), List.of(), ALWAYS, Receipt.none())))
                .isEqualTo(Refusal.Invalid.because(
                        "virtualIps", Violation.Rule.OUT_OF_RANGE, "at most 10 IPv4 addresses"));
    }

    @Test
    void whereThereAreIpv6AddressesABalancerGetsOneAfterItsFirstAndMoreUpToTheLimit() {
        ControlFixture both = new ControlFixture(publicPools("127.100.0.0/24", "fd00:1::/64"));
        LoadBalancerView made = both.create();
        for (int i = 1; i < 25; i++) {
            both.virtualIps.add(JDOE, made.row().id(), Optional.of(PUBLIC), List.of(), ALWAYS, Receipt.none());
        }

        assertThat(addresses(made)).containsExactly("127.100.0.1", "fd00:0001:0000:0000:0000:0000:0000:0001");
        assertThat(refusalOf(() -> both.virtualIps.add(
                        JDOE, made.row().id(), Optional.of(PUBLIC), List.of(), ALWAYS, Receipt.none())))
                .isEqualTo(new Refusal.OverLimit(Refusal.Limit.IPV6_VIRTUAL_IPS, 25));
    }

    @Test
    void theLastVirtualIpStays() {
        VirtualIp added = add(id, PUBLIC);

        assertThat(violations(refusalOf(() -> remove(JDOE, id, vip.id(), added.id()))))
                .extracting(Violation::attribute)
                .containsExactly("virtualIps");
        remove(JDOE, id, vip.id());

        assertThat(control.virtualIps.list(JDOE, id)).containsExactly(added);
        assertThat(refusalOf(() -> remove(JDOE, id, added.id()))).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void severalAreRemovedAllOrNone() {
        VirtualIp added = add(id, PUBLIC);

        assertThat(refusalOf(() -> remove(JDOE, id, added.id(), new VirtualIpId(4711))))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.VIRTUAL_IP));
        assertThat(refusalOf(() -> remove(OTHER, id, added.id())))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));

        assertThat(control.virtualIps.list(JDOE, id)).containsExactly(vip, added);
    }

    @Test
    void anAddressGoesBackWhenNoHostServesItAnyMoreForItsLastBalancer() {
        VirtualIp added = add(id, PUBLIC);
        control.applied(id);
        LoadBalancerId sharer = control.loadBalancers
                .create(JDOE, wanted(443, shared(added.id())))
                .row()
                .id();
        control.applied(sharer);

        remove(JDOE, id, added.id());
        control.applied(id);
        assertThat(state(added)).as("the sharer has it").hasValue(VipState.IN_USE);

        control.loadBalancers.delete(JDOE, List.of(sharer), ALWAYS);
        assertThat(state(added)).as("a host may still serve it").hasValue(VipState.IN_USE);
        control.applied(sharer);

        assertThat(state(added)).hasValue(VipState.QUARANTINED);
        assertThat(state(vip)).hasValue(VipState.IN_USE);
    }

    private VirtualIp add(LoadBalancerId to, NewVirtualIp wanted) {
        return control.virtualIps.add(JDOE, to, Optional.of(wanted), List.of(), ALWAYS, Receipt.none());
    }

    private void remove(Caller caller, LoadBalancerId from, VirtualIpId... removed) {
        control.virtualIps.remove(caller, from, List.of(removed), ALWAYS);
    }

    private Optional<VipState> state(VirtualIp of) {
        return control.store.read(unit -> unit.virtualIp(of.id()).map(VirtualIp::state));
    }

    private static VirtualIp second(LoadBalancerView view) {
        return view.virtualIps().get(1);
    }

    private static List<String> addresses(LoadBalancerView view) {
        return view.virtualIps().stream()
                .map(given -> given.address().toString())
                .toList();
    }

    private static List<Violation> violations(Refusal refusal) {
        return ((Refusal.Invalid) refusal).violations();
    }

    private static VipPools publicPools(String... networks) {
        return SamplePools.of(List.of(networks), List.of());
    }

    private static NewVirtualIp fromPool(VipType type, Optional<IpVersion> version) {
        return new NewVirtualIp.FromPool("virtualIps[0].", type, version);
    }

    private static NewVirtualIp shared(VirtualIpId id) {
        return new NewVirtualIp.Shared("virtualIps[0].", id);
    }
}
