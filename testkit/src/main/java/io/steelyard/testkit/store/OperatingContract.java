package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator sets: read as it was saved, gone when it was removed. */
interface OperatingContract {
    Store store();

    @Test
    default void rateLimitsAreAnAccountsOwnUntilItHasTheServicesAgain() {
        RateLimits limits = RateLimits.parse("GET /*=100/SECOND, POST /loadbalancers=10/MINUTE");
        store().update(unit -> unit.saveRateLimits(TENANT, Optional.of(RateLimits.NONE)));
        store().update(unit -> unit.saveRateLimits(TENANT, Optional.of(limits)));

        assertThat(rateLimits(TENANT)).hasValue(limits);
        assertThat(rateLimits(new TenantId(TENANT.value() + 1))).isEmpty();

        store().update(unit -> unit.saveRateLimits(TENANT, Optional.empty()));
        assertThat(rateLimits(TENANT)).isEmpty();
    }

    @Test
    default void thatThereAreNoRateLimitsIsKeptToo() {
        store().update(unit -> unit.saveRateLimits(TENANT, Optional.of(RateLimits.NONE)));

        assertThat(rateLimits(TENANT)).hasValue(RateLimits.NONE);
    }

    @Test
    default void thereIsOneMaintenanceOrNone() {
        assertThat(maintenance()).isEmpty();

        Maintenance second = new Maintenance(START, Duration.ofSeconds(90), "new disks");
        store().update(unit -> unit.saveMaintenance(Optional.of(new Maintenance(START, Duration.ofHours(24), ""))));
        store().update(unit -> unit.saveMaintenance(Optional.of(second)));
        assertThat(maintenance()).hasValue(second);

        store().update(unit -> unit.saveMaintenance(Optional.empty()));
        assertThat(maintenance()).isEmpty();
    }

    @Test
    default void blocksOfVirtualIpsComeByNetwork() {
        VipBlock second = VipBlock.of(Cidr.require("198.51.100.0/24"), VipType.SERVICENET);
        VipBlock first = VipBlock.parse("10.0.0.0/8@us-east-1a", VipType.PUBLIC);
        VipBlock drained = new VipBlock(first.network(), first.type(), first.zone(), true);
        store().update(unit -> {
            unit.save(second);
            unit.save(first);
            unit.save(drained);
        });
        assertThat(store().<List<VipBlock>>read(ReadUnit::vipBlocks)).containsExactly(drained, second);

        store().update(unit -> {
            unit.removeVipBlock(first.network());
            unit.removeVipBlock(Cidr.require("fd00::/64"));
        });
        assertThat(store().<List<VipBlock>>read(ReadUnit::vipBlocks)).containsExactly(second);
    }

    @Test
    default void closedNetworksComeByNetwork() {
        ClosedNetwork second = new ClosedNetwork(Cidr.require("fd00:1::/32"), "ours", START);
        ClosedNetwork first = new ClosedNetwork(Cidr.require("10.1.1.1"), "", START);
        store().update(unit -> {
            unit.save(second);
            unit.save(first);
        });
        assertThat(store().<List<ClosedNetwork>>read(ReadUnit::closedNetworks)).containsExactly(first, second);

        store().update(unit -> {
            unit.removeClosedNetwork(first.network());
            unit.removeClosedNetwork(first.network());
        });
        assertThat(store().<List<ClosedNetwork>>read(ReadUnit::closedNetworks)).containsExactly(second);
    }

    private Optional<RateLimits> rateLimits(TenantId tenant) {
        return store().read(unit -> unit.rateLimits(tenant));
    }

    private Optional<Maintenance> maintenance() {
        return store().read(ReadUnit::maintenance);
    }
}
