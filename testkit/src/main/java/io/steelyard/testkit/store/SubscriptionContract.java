package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.domain.account.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Subscriptions: an account's own, with how far each has come. */
interface SubscriptionContract {
    Store store();

    @Test
    default void subscriptionsAreAnAccountsOwn() {
        Subscription first = make(TENANT);
        Subscription second = make(TENANT);
        Subscription other = make(new TenantId(TENANT.value() + 1));

        assertThat(store().<List<Subscription>>read(unit -> unit.subscriptions(TENANT)))
                .containsExactly(first, second);
        assertThat(store().<List<Subscription>>read(ReadUnit::activeSubscriptions))
                .containsExactly(first, second, other);
    }

    @Test
    default void aSubscriptionIsReplacedAndForgotten() {
        Subscription made = make(TENANT);
        Subscription failed = made.failed(START.plusSeconds(9));
        store().update(unit -> unit.save(failed));
        assertThat(found(made)).contains(failed);

        Subscription over = failed.givenUp("nobody answers");
        store().update(unit -> unit.save(over));
        assertThat(found(made)).contains(over);
        assertThat(store().<List<Subscription>>read(ReadUnit::activeSubscriptions))
                .isEmpty();

        store().update(unit -> unit.remove(made.id()));
        assertThat(found(made)).isEmpty();
    }

    private Optional<Subscription> found(Subscription made) {
        return store().read(unit -> unit.subscription(made.id()));
    }

    private Subscription make(TenantId tenant) {
        return store().write(unit -> {
            Subscription made = new Subscription(
                    unit.nextSubscriptionId(),
                    tenant,
                    URI.create("https://example.net/hook?a=b"),
                    7,
                    0,
                    START,
                    Optional.empty(),
                    START);
            unit.save(made);
            return made;
        });
    }
}
