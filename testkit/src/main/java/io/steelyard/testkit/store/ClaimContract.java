package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.PORT;
import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Claims: a port of a virtual IP has one holder. */
interface ClaimContract {
    Port OTHER_PORT = new Port(81);
    VirtualIpId VIP = new VirtualIpId(1);

    Store store();

    @Test
    default void aBalancerHoldsThePortsItListensOn() {
        save(1, PORT);

        assertThat(holder(VIP, Transport.TCP, PORT)).hasValue(new LoadBalancerId(1));
        assertThat(holder(VIP, Transport.UDP, PORT)).isEmpty();
        assertThat(holder(VIP, Transport.TCP, OTHER_PORT)).isEmpty();
        assertThat(holder(new VirtualIpId(2), Transport.TCP, PORT)).isEmpty();
    }

    @Test
    default void balancersMayShareAVirtualIpOnDifferentPorts() {
        save(2, PORT);
        save(1, OTHER_PORT);

        assertThat(balancersOf(VIP)).containsExactly(new LoadBalancerId(1), new LoadBalancerId(2));
        assertThat(balancersOf(new VirtualIpId(2))).isEmpty();
    }

    @Test
    default void aPortThatAnotherHoldsIsRefusedAndNothingIsWritten() {
        save(1, PORT);

        assertThatIllegalStateException().isThrownBy(() -> save(2, PORT));

        assertThat(store().<Boolean>read(
                                unit -> unit.loadBalancer(new LoadBalancerId(2)).isEmpty()))
                .isTrue();
    }

    @Test
    default void aUnitThatIsRefusedAPortMayGoOnWithoutIt() {
        save(1, PORT);

        store().update(unit -> {
            assertThatIllegalStateException().isThrownBy(() -> unit.save(row(2, PORT)));
            unit.save(row(2, OTHER_PORT));
        });

        assertThat(holder(VIP, Transport.TCP, PORT)).hasValue(new LoadBalancerId(1));
        assertThat(holder(VIP, Transport.TCP, OTHER_PORT)).hasValue(new LoadBalancerId(2));
    }

    @Test
    default void aBalancerThatMovesLeavesItsOldPort() {
        save(1, PORT);
        save(1, OTHER_PORT);

        assertThat(holder(VIP, Transport.TCP, PORT)).isEmpty();
        assertThat(holder(VIP, Transport.TCP, OTHER_PORT)).hasValue(new LoadBalancerId(1));
    }

    @Test
    default void aDeletedBalancerHoldsNothingAndAnotherMayTakeItsPort() {
        LoadBalancerRow row = save(1, PORT);
        Change deleting = row.change().deleting(START);
        store().update(unit -> unit.save(row.with(deleting)));
        assertThat(balancersOf(VIP)).containsExactly(new LoadBalancerId(1));

        store().update(unit -> unit.save(row.with(deleting.settled(2))));

        assertThat(balancersOf(VIP)).isEmpty();
        save(2, PORT);
        assertThat(holder(VIP, Transport.TCP, PORT)).hasValue(new LoadBalancerId(2));
    }

    private LoadBalancerRow save(int id, Port port) {
        LoadBalancerRow row = row(id, port);
        store().update(unit -> unit.save(row));
        return row;
    }

    private static LoadBalancerRow row(int id, Port port) {
        return SampleBalancers.row(SampleBalancers.http(new LoadBalancerId(id), TENANT, REGION, VIP, port));
    }

    private Optional<LoadBalancerId> holder(VirtualIpId vip, Transport transport, Port port) {
        return store().read(unit -> unit.claimedBy(vip, transport, port));
    }

    private List<LoadBalancerId> balancersOf(VirtualIpId vip) {
        return store().read(unit -> unit.balancersOf(vip));
    }
}
