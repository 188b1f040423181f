package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Secrets: found by id, known by the key that sealed them, gone with the last revision that refers to them. */
interface SecretContract {
    Store store();

    @Test
    default void aSecretIsFoundByItsIdAndReplacedWhenItIsSavedAgain() {
        SealedSecret first = keep("key-a");
        SealedSecret other = keep("key-a");
        SealedSecret again = new SealedSecret(first.id(), first.tenant(), first.loadBalancer(), "key-b", "sealed anew");

        store().update(unit -> unit.save(again));

        assertThat(find(first.id(), other.id(), new SecretId(99_999))).containsExactlyInAnyOrder(again, other);
    }

    @Test
    default void thoseThatAnotherKeySealedAreFoundLowestIdFirst() {
        SealedSecret a = keep("key-a");
        SealedSecret b = keep("key-b");
        SealedSecret c = keep("key-c");

        assertThat(store().<List<SealedSecret>>read(unit -> unit.secretsNotSealedBy("key-b", 10)))
                .containsExactly(a, c);
        assertThat(store().<List<SealedSecret>>read(unit -> unit.secretsNotSealedBy("key-a", 1)))
                .containsExactly(b);
        assertThat(store().<java.util.Set<String>>read(unit -> unit.sealingKeys()))
                .containsExactlyInAnyOrder("key-a", "key-b", "key-c");
    }

    @Test
    default void aSecretGoesWithTheLastRevisionThatRefersToIt() {
        LoadBalancerRow[] row = {store().write(SampleBalancers::saveNew)};
        SealedSecret used = store().write(unit -> keep(unit, row[0], "key-a"));
        SealedSecret unused = store().write(unit -> keep(unit, row[0], "key-a"));
        LoadBalancer plain = row[0].configuration().orElseThrow();

        edit(row, SampleBalancers.withTls(plain, used.id()));
        assertThat(find(used.id(), unused.id())).containsExactly(used);

        IntStream.range(0, 19).forEach(_ -> edit(row, plain));
        assertThat(find(used.id())).containsExactly(used);

        edit(row, plain);
        assertThat(find(used.id())).isEmpty();
    }

    @Test
    default void theEndOfABalancerErasesItsSecretsAndNoOthers() {
        LoadBalancerRow[] row = {store().write(SampleBalancers::saveNew)};
        SealedSecret gone = store().write(unit -> keep(unit, row[0], "key-a"));
        SealedSecret other = keep("key-a");
        edit(row, SampleBalancers.withTls(row[0].configuration().orElseThrow(), gone.id()));

        store().update(unit ->
                unit.save(row[0].with(row[0].change().deleting(START).settled(3))));

        assertThat(find(gone.id(), other.id())).containsExactly(other);
    }

    private void edit(LoadBalancerRow[] row, LoadBalancer next) {
        row[0] = LoadBalancerRow.of(next, row[0].change().edited(START));
        store().update(unit -> unit.save(row[0]));
    }

    private SealedSecret keep(String key) {
        return store().write(unit -> keep(unit, SampleBalancers.saveNew(unit), key));
    }

    private static SealedSecret keep(WriteUnit unit, LoadBalancerRow owner, String key) {
        SealedSecret secret =
                new SealedSecret(unit.nextSecretId(), owner.tenant(), Optional.of(owner.id()), key, "sealed");
        unit.save(secret);
        return secret;
    }

    private List<SealedSecret> find(SecretId... ids) {
        return store().read(unit -> unit.secrets(List.of(ids)));
    }
}
