package io.steelyard.control.virtualip;

import static io.steelyard.control.ControlFixture.AT_ONCE;
import static io.steelyard.control.ControlFixture.JDOE;
import static io.steelyard.control.ControlFixture.refusalOf;
import static io.steelyard.control.ControlFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.virtualip.VipType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualIpAllocatorTest {
    private final ControlFixture control = new ControlFixture();

    @Test
    void givesOutTheLowestFreeAddressOfTheWantedTypeLeavingTheNetworksOwnOnesAlone() {
        assertThat(address(control.create())).isEqualTo("127.100.0.1");
        assertThat(address(control.create())).isEqualTo("127.100.0.2");
        assertThat(address(control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET))))
                .isEqualTo("127.101.0.1");
    }

    @Test
    void refusesWhenThePoolIsUsedUpAndLeavesNothingBehind() {
        control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET));
        control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET));

        Refusal refusal = refusalOf(() -> control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET)));

        assertThat(refusal).isEqualTo(new Refusal.OutOfVirtualIps());
        assertThat(control.loadBalancers.list(JDOE, LoadBalancerFilter.NONE, 1, 0, 100))
                .hasSize(2);
    }

    @Test
    void anAddressThatWasLeftWaitsOutItsQuarantine() {
        delete(control.create());

        assertThat(address(control.create())).isEqualTo("127.100.0.2");
        control.clock.advance(VirtualIpAllocator.QUARANTINE.plus(Duration.ofMillis(1)));
        assertThat(address(control.create())).isEqualTo("127.100.0.1");
    }

    @Test
    void theQuarantineIsCutShortWhenThePoolWouldBeEmptyOtherwise() {
        delete(control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET)));
        control.clock.advance(Duration.ofSeconds(1));
        delete(control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET)));

        assertThat(address(control.loadBalancers.create(JDOE, wanted(VipType.SERVICENET))))
                .as("the one that waited longest")
                .isEqualTo("127.101.0.1");
    }

    private void delete(LoadBalancerView view) {
        control.applied(view.row().id());
        control.loadBalancers.delete(JDOE, List.of(view.row().id()), AT_ONCE);
        control.applied(view.row().id());
    }

    private static String address(LoadBalancerView view) {
        return view.virtualIps().getFirst().address().toString();
    }
}
