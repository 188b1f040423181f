package io.steelyard.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Ids: each given once. */
interface IdContract {
    Store store();

    @Test
    default void idsBeginAtOneAndEachKindHasItsOwn() {
        List<Integer> first = store().write(IdContract::oneOfEach);

        assertThat(first).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    default void noIdIsGivenTwice() {
        List<Integer> first = store().write(IdContract::oneOfEach);
        List<Integer> second = store().write(IdContract::oneOfEach);

        for (int kind = 0; kind < first.size(); kind++) {
            assertThat(second.get(kind)).isGreaterThan(first.get(kind));
        }
    }

    @Test
    default void anIdThatAFailedUnitTookIsNotGivenAgain() {
        List<Integer> shown = new ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> store().update(unit -> {
                    shown.addAll(oneOfEach(unit));
                    throw new IllegalStateException("not this one");
                }));

        List<Integer> next = store().write(IdContract::oneOfEach);

        assertThat(shown).hasSameSizeAs(next);
        for (int kind = 0; kind < shown.size(); kind++) {
            assertThat(next.get(kind)).isGreaterThan(shown.get(kind));
        }
    }

    @Test
    default void concurrentUnitsGetDifferentIds() {
        Set<Integer> given = Collections.synchronizedSet(new TreeSet<>());

        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                pool.submit(() -> given.add(
                        store().<Integer>write(unit -> unit.nextNodeId().value())));
            }
        }

        assertThat(given).hasSize(100);
    }

    private static List<Integer> oneOfEach(WriteUnit unit) {
        return List.of(
                unit.nextLoadBalancerId().value(),
                unit.nextNodeId().value(),
                unit.nextVirtualIpId().value(),
                unit.nextVipGroupId().value(),
                unit.nextAccessRuleId());
    }
}
