package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.testkit.SampleBalancers;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kept answers: by account and key, forgotten by age and by number. */
interface KeptAnswerContract {
    Store store();

    @Test
    default void anAnswerIsFoundByItsAccountAndItsExactKey() {
        KeptAnswer kept = keep(1, "key", 0);

        assertThat(find(1, "key")).hasValue(kept);
        assertThat(find(1, "KEY")).isEmpty();
        assertThat(find(2, "key")).isEmpty();
    }

    @Test
    default void anAnswerKeptAgainIsReplaced() {
        keep(1, "key", 0);
        KeptAnswer later = keep(1, "key", 5);

        assertThat(find(1, "key")).hasValue(later);
    }

    @Test
    default void oldOnesOfEveryAccountAreForgottenTheMomentIncluded() {
        keep(1, "old", 9);
        keep(2, "just", 10);
        keep(2, "new", 11);

        store().update(unit -> unit.removeKeptAnswersUntil(START.plusSeconds(10)));

        assertThat(find(1, "old")).isEmpty();
        assertThat(find(2, "just")).isEmpty();
        assertThat(find(2, "new")).isPresent();
    }

    @Test
    default void ofTooManyTheOldestOfThatAccountAreForgotten() {
        keep(1, "a", 3);
        keep(1, "b", 1);
        keep(1, "c", 2);
        keep(2, "d", 0);

        store().update(unit -> unit.removeKeptAnswersBeyond(new TenantId(1), 2));

        assertThat(Stream.of("a", "b", "c").filter(key -> find(1, key).isPresent()))
                .containsExactly("a", "c");
        assertThat(find(2, "d")).isPresent();
    }

    @Test
    default void theEndOfABalancerErasesWhatWasSaidOfItAndNothingElse() {
        LoadBalancerRow gone = store().write(SampleBalancers::saveNew);
        KeptAnswer ofGone = keep(1, "gone", gone.id(), 0);
        KeptAnswer other = keep(1, "other", new LoadBalancerId(99), 0);

        store().update(unit -> unit.save(gone.with(gone.change().deleting(START))));
        assertThat(find(1, "gone")).hasValue(ofGone);
        store().update(unit -> unit.save(gone.with(gone.change().deleting(START).settled(2))));

        assertThat(find(1, "gone").orElseThrow().answer()).isEmpty();
        assertThat(find(1, "other")).hasValue(other);
    }

    private KeptAnswer keep(long tenant, String key, int seconds) {
        return keep(tenant, key, new LoadBalancerId(7), seconds);
    }

    private KeptAnswer keep(long tenant, String key, LoadBalancerId about, int seconds) {
        KeptAnswer answer = new KeptAnswer(
                new TenantId(tenant), key, "print", about, Optional.of("{\"a\":\"–\"}"), START.plusSeconds(seconds));
        store().update(unit -> unit.save(answer));
        return answer;
    }

    private Optional<KeptAnswer> find(long tenant, String key) {
        return store().read(unit -> unit.keptAnswer(new TenantId(tenant), key));
    }
}
