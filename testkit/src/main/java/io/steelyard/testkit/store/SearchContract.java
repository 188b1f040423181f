package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.PORT;
import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Searches over all tenants. */
interface SearchContract {
    TenantId ANOTHER = new TenantId(5678);

    Store store();

    @Test
    default void balancersOfAllTenantsAreFoundFromAnIdOn() {
        LoadBalancerRow first = saved(TENANT);
        LoadBalancerRow second = saved(ANOTHER);
        LoadBalancerRow third = saved(TENANT);

        assertThat(found(Optional.empty(), Optional.empty(), 1, 10)).containsExactly(first, second, third);
        assertThat(found(Optional.empty(), Optional.empty(), second.id().value(), 1))
                .containsExactly(second);
        assertThat(found(Optional.of(ANOTHER), Optional.empty(), 1, 10)).containsExactly(second);
    }

    @Test
    default void deletedOnesAreFoundByTheirStatusAlone() {
        LoadBalancerRow live = saved(TENANT);
        LoadBalancerRow gone = saved(TENANT);
        LoadBalancerRow deleted = gone.with(gone.change().deleting(START).settled(2));
        store().update(unit -> unit.save(deleted));

        assertThat(found(Optional.empty(), Optional.empty(), 1, 10)).containsExactly(live);
        assertThat(found(Optional.empty(), Optional.of(Status.DELETED), 1, 10)).containsExactly(deleted);
        assertThat(found(Optional.empty(), Optional.of(Status.BUILD), 1, 10)).containsExactly(live);
        assertThat(store().<Map<Status, Integer>>read(ReadUnit::countByStatus))
                .isEqualTo(Map.of(Status.BUILD, 1, Status.DELETED, 1));
    }

    private List<LoadBalancerRow> found(Optional<TenantId> tenant, Optional<Status> status, int from, int limit) {
        return store().read(unit -> unit.search(new LoadBalancerSearch(tenant, status, from, limit)));
    }

    private LoadBalancerRow saved(TenantId tenant) {
        return store().write(unit -> {
            LoadBalancerRow row = SampleBalancers.row(
                    SampleBalancers.http(unit.nextLoadBalancerId(), tenant, REGION, unit.nextVirtualIpId(), PORT));
            unit.save(row);
            return row;
        });
    }
}
