package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.region.RegionName;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Balancers: kept as they were saved, found by page, erased in the end. */
interface LoadBalancerContract {
    TenantId OTHER_TENANT = new TenantId(5678);
    RegionName OTHER_REGION = new RegionName("DFW");

    Store store();

    @Test
    default void aBalancerIsReadAsItWasSaved() {
        LoadBalancerRow saved = store().write(SampleBalancers::saveNew);

        assertThat(find(saved.id())).isEqualTo(saved);
    }

    @Test
    default void everythingThatCanHappenToABalancerIsKept() {
        LoadBalancerRow first = store().write(SampleBalancers::saveNew);
        Failure failure = new Failure(2, Failure.Code.ADDRESS_IN_USE, "taken – ‚so‘", START.plusSeconds(2));
        Change happened = new Change(
                first.id(), 2, 1, first.change().lifecycle(), true, Optional.of(failure), START, START.plusMillis(1));
        LoadBalancerRow changed = first.with(happened);

        store().update(unit -> unit.save(changed));

        assertThat(find(first.id())).isEqualTo(changed);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertThat(store().<Boolean>read(unit ->
                        unit.loadBalancer(new LoadBalancerId(99)).isPresent()))
                .isFalse();
    }

    @Test
    default void aPageHoldsOneTenantsBalancersOfOneRegionLowestIdFirst() {
        store().update(unit -> {
            save(unit, 3, TENANT, REGION);
            save(unit, 1, TENANT, REGION);
            save(unit, 2, OTHER_TENANT, REGION);
            save(unit, 4, TENANT, OTHER_REGION);
        });

        assertThat(page(1, 0, 100)).containsExactly(1, 3);
    }

    @Test
    default void aPageBeginsAtItsMarkerInclusivelyThenSkipsItsOffset() {
        store().update(unit -> IntStream.rangeClosed(1, 6).forEach(id -> save(unit, id, TENANT, REGION)));

        assertThat(page(3, 0, 100)).containsExactly(3, 4, 5, 6);
        assertThat(page(3, 1, 2)).containsExactly(4, 5);
        assertThat(page(1, 5, 2)).containsExactly(6);
        assertThat(page(1, 6, 2)).isEmpty();
        assertThat(page(7, 0, 2)).isEmpty();
    }

    @Test
    default void deletedOnesAreInNoPageAndNotCountedButListedAmongAll() {
        store().update(unit -> {
            save(unit, 1, TENANT, REGION);
            delete(unit, save(unit, 2, TENANT, REGION));
            save(unit, 3, TENANT, OTHER_REGION);
            save(unit, 4, OTHER_TENANT, REGION);
        });

        assertThat(page(1, 0, 100)).containsExactly(1);
        assertThat(store().<Integer>read(unit -> unit.countLoadBalancers(TENANT)))
                .isEqualTo(2);
        assertThat(everyId()).containsExactly(1, 2, 3, 4);
    }

    @Test
    default void aDeletedBalancerKeepsItsNameAndTimesButNothingItHeld() {
        LoadBalancerRow gone = store().write(unit -> delete(unit, SampleBalancers.saveNew(unit)));

        LoadBalancerRow read = find(gone.id());

        assertThat(read).isEqualTo(gone);
        assertThat(read.status()).isEqualTo(Status.DELETED);
        assertThat(read.configuration()).isEmpty();
        assertThat(store().<Boolean>read(unit -> unit.revisions(gone.id()).isEmpty()))
                .isTrue();
    }

    @Test
    default void onlyThoseDeletedLongAgoAreErasedAndTheirEventsAndWorkWithThem() {
        store().update(unit -> {
            delete(unit, save(unit, 1, TENANT, REGION), 10);
            delete(unit, save(unit, 2, TENANT, REGION), 20);
            save(unit, 3, TENANT, REGION);
            for (int id = 1; id <= 3; id++) {
                unit.append(new Event(new LoadBalancerId(id), TENANT, Event.Type.CREATED, "made", START));
            }
            unit.markDue(new LoadBalancerId(1), START);
        });

        store().update(unit -> unit.removeLoadBalancersDeletedBefore(START.plusSeconds(20)));

        assertThat(everyId()).containsExactly(2, 3);
        assertThat(store().<List<Integer>>read(unit -> IntStream.rangeClosed(1, 3)
                        .map(id -> unit.events(new LoadBalancerId(id), 10).size())
                        .boxed()
                        .toList()))
                .containsExactly(0, 1, 1);
        assertThat(store().<Boolean>read(unit -> unit.nextWorkDue().isEmpty())).isTrue();
    }

    private LoadBalancerRow find(LoadBalancerId id) {
        return store().read(unit -> unit.loadBalancer(id).orElseThrow());
    }

    private List<Integer> page(int from, int offset, int limit) {
        return store().read(unit ->
                unit.loadBalancers(TENANT, REGION, LoadBalancerFilter.NONE, from, offset, limit).stream()
                        .map(row -> row.id().value())
                        .toList());
    }

    private List<Integer> everyId() {
        return store().read(unit ->
                unit.everyLoadBalancer().stream().map(row -> row.id().value()).toList());
    }

    private static LoadBalancerRow save(WriteUnit unit, int id, TenantId tenant, RegionName region) {
        LoadBalancerRow row = SampleBalancers.row(SampleBalancers.http(
                new LoadBalancerId(id), tenant, region, unit.nextVirtualIpId(), SampleBalancers.PORT));
        unit.save(row);
        return row;
    }

    private static LoadBalancerRow delete(WriteUnit unit, LoadBalancerRow row) {
        return delete(unit, row, 0);
    }

    private static LoadBalancerRow delete(WriteUnit unit, LoadBalancerRow row, int secondsAfterStart) {
        Change deleting = row.change().deleting(START.plusSeconds(secondsAfterStart));
        LoadBalancerRow deleted = row.with(deleting.settled(deleting.generation()));
        unit.save(deleted);
        return deleted;
    }
}
