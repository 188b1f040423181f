package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.testkit.SampleBalancers;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status column: always what the status of each balancer computes to. */
interface StatusContract {
    int UNITS = 40;

    Store store();

    @Test
    default void theColumnListsEveryBalancerLowestIdFirst() {
        LoadBalancerRow first = store().write(SampleBalancers::saveNew);
        LoadBalancerRow second = store().write(SampleBalancers::saveNew);

        Map<LoadBalancerId, Status> column = store().read(ReadUnit::statusColumn);

        assertThat(column.keySet()).containsExactly(first.id(), second.id());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    default void theColumnEqualsTheComputedStatusOverRandomHistories(long seed) {
        Random random = new Random(seed);
        Set<Status> seen = EnumSet.noneOf(Status.class);

        for (int i = 0; i < UNITS; i++) {
            Instant now = START.plusSeconds(i);
            store().update(unit -> {
                for (int left = 1 + random.nextInt(5); left > 0; left--) {
                    happen(unit, random, now);
                }
            });
            Map<LoadBalancerId, Status> column = store().read(ReadUnit::statusColumn);
            assertThat(column).as("seed %d, unit %d", seed, i).isEqualTo(computed());
            seen.addAll(column.values());
        }

        assertThat(seen).as("the histories reach everything").containsExactlyInAnyOrder(Status.values());
    }

    private Map<LoadBalancerId, Status> computed() {
        Map<LoadBalancerId, Status> statuses = new LinkedHashMap<>();
        store().<List<LoadBalancerRow>>read(ReadUnit::everyLoadBalancer)
                .forEach(row -> statuses.put(row.id(), row.status()));
        return statuses;
    }

    private static void happen(WriteUnit unit, Random random, Instant now) {
        List<LoadBalancerRow> live = unit.everyLoadBalancer().stream()
                .filter(row -> row.change().lifecycle() != Lifecycle.DELETED)
                .toList();
        if (live.isEmpty() || random.nextInt(8) == 0) {
            SampleBalancers.saveNew(unit);
            return;
        }
        LoadBalancerRow row = live.get(random.nextInt(live.size()));
        unit.save(row.with(next(row.change(), random, now)));
    }

    private static Change next(Change change, Random random, Instant now) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> change.lifecycle() == Lifecycle.LIVE ? change.edited(now) : change;
            case 2 -> change.deleting(now);
            case 3, 4, 5 -> change.settled(change.generation());
            case 6 -> change.settled(change.generation() - 1);
            case 7, 8 -> change.failed(new Failure(change.generation(), Failure.Code.HOST_ERROR, "broken", now));
            default -> change.suspended() ? change.resuming(now) : change.suspending(now);
        };
    }
}
