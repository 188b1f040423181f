package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.store.DueWork;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.Work;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Work: one per balancer, leased, due again when its lease ends. */
interface WorkContract {
    Duration LEASE = Duration.ofSeconds(30);

    Store store();

    @Test
    default void workIsClaimedOnceItIsDue() {
        markDue(1, at(10));

        assertThat(claim(at(9), 10)).isEmpty();
        assertThat(claim(at(10), 10)).containsExactly(work(1, 1));
    }

    @Test
    default void editsCoalesce() {
        markDue(1, at(0));
        markDue(1, at(1));

        assertThat(claim(at(1), 10)).containsExactly(work(1, 1));
        assertThat(claim(at(1), 10)).isEmpty();
    }

    @Test
    default void theLongestDueComesFirstAndTheLimitHolds() {
        markDue(1, at(3));
        markDue(2, at(1));
        markDue(3, at(2));

        assertThat(claim(at(5), 2)).containsExactly(work(2, 1), work(3, 1));
        assertThat(claim(at(5), 2)).containsExactly(work(1, 1));
    }

    @Test
    default void workInLeaseComesBackWhenTheLeaseEndsAndCountsItsAttempts() {
        markDue(1, at(0));
        claim(at(0), 1);

        assertThat(claim(at(29), 1)).isEmpty();
        assertThat(claim(at(30), 1)).containsExactly(work(1, 2));
        assertThat(claim(at(60), 1)).containsExactly(work(1, 3));
    }

    @Test
    default void anEditEndsTheLeaseAndBeginsToCountAnew() {
        markDue(1, at(0));
        claim(at(0), 1);

        markDue(1, at(5));

        assertThat(claim(at(4), 1)).isEmpty();
        assertThat(claim(at(5), 1)).containsExactly(work(1, 1));
    }

    @Test
    default void finishedWorkIsForgottenAlsoTwice() {
        markDue(1, at(0));
        claim(at(0), 1);

        store().update(unit -> unit.finishWork(new LoadBalancerId(1)));
        store().update(unit -> unit.finishWork(new LoadBalancerId(1)));

        assertThat(claim(at(1000), 1)).isEmpty();
        assertThat(nextDue()).isEmpty();
    }

    @Test
    default void theNextDueMomentIsTheEarliestThatInLeaseIncluded() {
        markDue(1, at(0));
        assertThat(nextDue()).hasValue(at(0));

        claim(at(0), 1);
        assertThat(nextDue()).hasValue(at(30));

        markDue(2, at(7));
        assertThat(nextDue()).hasValue(at(7));
    }

    @Test
    default void whatWaitsIsListedTheSoonestDueFirst() {
        markDue(1, at(3));
        markDue(2, at(1));
        claim(at(1), 1);

        assertThat(store().<List<DueWork>>read(unit -> unit.work(10)))
                .containsExactly(due(1, at(3), 0), due(2, at(31), 1));
        assertThat(store().<List<DueWork>>read(unit -> unit.work(1))).containsExactly(due(1, at(3), 0));
        assertThat(store().<Optional<DueWork>>read(unit -> unit.work(new LoadBalancerId(2))))
                .hasValue(due(2, at(31), 1));
        assertThat(store().<Optional<DueWork>>read(unit -> unit.work(new LoadBalancerId(3))))
                .isEmpty();
        assertThat(store().<Integer>read(ReadUnit::countWork)).isEqualTo(2);
    }

    private static DueWork due(int id, Instant when, int attempts) {
        return new DueWork(new LoadBalancerId(id), when, attempts);
    }

    @Test
    default void aClaimThatIsNotKeptLeasesNothing() {
        markDue(1, at(0));

        assertThatIllegalStateException()
                .isThrownBy(() -> store().update(unit -> {
                    unit.claimWork(at(0), at(30), 1);
                    throw new IllegalStateException("crashed");
                }));

        assertThat(claim(at(0), 1)).containsExactly(work(1, 1));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static Work work(int id, int attempts) {
        return new Work(new LoadBalancerId(id), attempts);
    }

    private void markDue(int id, Instant when) {
        store().update(unit -> unit.markDue(new LoadBalancerId(id), when));
    }

    private List<Work> claim(Instant now, int limit) {
        return store().write(unit -> unit.claimWork(now, now.plus(LEASE), limit));
    }

    private Optional<Instant> nextDue() {
        return store().read(ReadUnit::nextWorkDue);
    }
}
