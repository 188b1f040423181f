package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters: every condition that is given, and nothing else, decides. */
interface FilterContract {
    IpAddress FIRST_NODE = IpAddress.require("10.0.0.1");

    Store store();

    @Test
    default void deletedOnesComeOnlyWhenTheyAreAskedForByStatusOrByTime() {
        LoadBalancerRow gone = delete(store().write(SampleBalancers::saveNew));
        LoadBalancerRow there = store().write(SampleBalancers::saveNew);

        assertThat(list(LoadBalancerFilter.NONE)).containsExactly(there);
        assertThat(list(status(Status.DELETED))).containsExactly(gone);
        assertThat(list(status(Status.BUILD))).containsExactly(there);
        assertThat(list(since(START))).containsExactly(gone, there);
    }

    @Test
    default void aChangeAtTheVeryMomentCounts() {
        store().write(SampleBalancers::saveNew);

        assertThat(list(since(START))).hasSize(1);
        assertThat(list(since(START.plusMillis(1)))).isEmpty();
    }

    @Test
    default void anAddressIsThatOfANodeAndADeletedBalancerHasNone() {
        store().write(SampleBalancers::saveNew);
        LoadBalancerRow other = store().write(SampleBalancers::saveNew);
        delete(other);

        assertThat(list(node("10.0.0.1"))).hasSize(1);
        assertThat(list(node("fd00::2"))).hasSize(1);
        assertThat(list(node("10.0.0.9"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    default void aPageHoldsWhatPassesInTheOrderOfIds(long seed) {
        Random random = new Random(seed);
        List<LoadBalancerRow> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(store().write(unit -> saveAny(unit, random)));
        }

        for (int i = 0; i < 50; i++) {
            LoadBalancerFilter filter = any(random);
            int from = 1 + random.nextInt(10);
            int offset = random.nextInt(4);
            int limit = 1 + random.nextInt(10);

            List<LoadBalancerRow> page =
                    store().read(unit -> unit.loadBalancers(TENANT, REGION, filter, from, offset, limit));

            assertThat(page)
                    .as("seed %d: %s from %d, %d skipped, %d at most", seed, filter, from, offset, limit)
                    .isEqualTo(all.stream()
                            .filter(row -> row.id().value() >= from && passes(filter, row))
                            .skip(offset)
                            .limit(limit)
                            .toList());
        }
    }

    private static LoadBalancerRow saveAny(WriteUnit unit, Random random) {
        LoadBalancer made = SampleBalancers.http(unit.nextLoadBalancerId(), unit.nextVirtualIpId());
        LoadBalancer named = made.withName(new Name("name" + random.nextInt(3)));
        LoadBalancer configuration = random.nextBoolean()
                ? named
                : named.withPool(named.primaryPool()
                        .withoutNodes(
                                List.of(named.primaryPool().nodes().getFirst().id())));
        Instant now = START.plusSeconds(random.nextInt(5));
        Change change = Change.first(made.id(), now);
        Change further = switch (random.nextInt(4)) {
            case 0 -> change;
            case 1 -> change.settled(1);
            case 2 -> change.suspending(now);
            default -> change.deleting(now).settled(2);
        };
        LoadBalancerRow row = LoadBalancerRow.of(configuration, further);
        unit.save(row);
        return row;
    }

    private static LoadBalancerFilter any(Random random) {
        return new LoadBalancerFilter(
                maybe(random, List.of(Status.values()).get(random.nextInt(Status.values().length))),
                maybe(random, "name" + random.nextInt(4)),
                maybe(random, FIRST_NODE),
                maybe(random, START.plusSeconds(random.nextInt(6))));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static boolean passes(LoadBalancerFilter filter, LoadBalancerRow row) {
        boolean deletedWanted =
                filter.changedSince().isPresent() || filter.status().equals(Optional.of(Status.DELETED));
        return (row.status() != Status.DELETED || deletedWanted)
                && filter.status().map(row.status()::equals).orElse(true)
                && filter.name().map(row.name().value()::equals).orElse(true)
                && filter.nodeAddress().map(address -> hasFirstNode(row)).orElse(true)
                && filter.changedSince()
                        .map(since -> !row.change().updated().isBefore(since))
                        .orElse(true);
    }

    private static boolean hasFirstNode(LoadBalancerRow row) {
        return row.configuration()
                .map(configuration -> configuration.primaryPool().nodes().size() == 2)
                .orElse(false);
    }

    private List<LoadBalancerRow> list(LoadBalancerFilter filter) {
        return store().read(unit -> unit.loadBalancers(TENANT, REGION, filter, 1, 0, 100));
    }

    private LoadBalancerRow delete(LoadBalancerRow row) {
        LoadBalancerRow deleted = row.with(row.change().deleting(START).settled(2));
        store().update(unit -> unit.save(deleted));
        return deleted;
    }

    private static LoadBalancerFilter status(Status status) {
        return new LoadBalancerFilter(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static LoadBalancerFilter since(Instant moment) {
        return new LoadBalancerFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(moment));
    }

    private static LoadBalancerFilter node(String address) {
        return new LoadBalancerFilter(
                Optional.empty(), Optional.empty(), Optional.of(IpAddress.require(address)), Optional.empty());
    }
}
