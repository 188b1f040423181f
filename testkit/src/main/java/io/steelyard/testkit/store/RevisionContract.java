package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Revision;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Revisions: one per generation, the last 20. */
interface RevisionContract {
    Store store();

    @Test
    default void everyGenerationLeavesARevisionNewestFirst() {
        LoadBalancerRow first = store().write(SampleBalancers::saveNew);
        LoadBalancer before = first.configuration().orElseThrow();
        LoadBalancer after = withOneNode(before);

        store().update(unit ->
                unit.save(LoadBalancerRow.of(after, first.change().edited(START.plusSeconds(1)))));

        assertThat(revisions(first.id()))
                .containsExactly(new Revision(2, after, START.plusSeconds(1)), new Revision(1, before, START));
    }

    @Test
    default void aGenerationSavedAgainLeavesItsRevisionAsItIs() {
        LoadBalancerRow first = store().write(SampleBalancers::saveNew);

        store().update(unit -> unit.save(first.with(first.change().settled(1).touched(START.plusSeconds(1)))));

        assertThat(revisions(first.id()))
                .containsExactly(new Revision(1, first.configuration().orElseThrow(), START));
    }

    @Test
    default void onlyTheLastTwentyAreKept() {
        LoadBalancerRow first = store().write(SampleBalancers::saveNew);
        LoadBalancerRow other = store().write(SampleBalancers::saveNew);

        store().update(unit -> {
            LoadBalancerRow row = first;
            for (int edit = 1; edit <= 30; edit++) {
                row = row.with(row.change().edited(START.plusSeconds(edit)));
                unit.save(row);
            }
        });

        assertThat(revisions(first.id()))
                .extracting(Revision::generation)
                .containsExactlyElementsOf(LongStream.iterate(31, generation -> generation - 1)
                        .limit(20)
                        .boxed()
                        .toList());
        assertThat(revisions(other.id())).hasSize(1);
    }

    private List<Revision> revisions(LoadBalancerId id) {
        return store().read(unit -> unit.revisions(id));
    }

    private static LoadBalancer withOneNode(LoadBalancer balancer) {
        return balancer.withPool(balancer.primaryPool()
                .withoutNodes(List.of(balancer.primaryPool().nodes().getFirst().id())));
    }
}
