package io.steelyard.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits: only what was set for an account alone. */
interface LimitContract {
    TenantId LIMITED = new TenantId(1);

    Store store();

    @Test
    default void anAccountHasNoLimitsOfItsOwnUntilSomeAreSet() {
        store().update(unit -> unit.saveLimit(LIMITED, Limit.LOAD_BALANCERS, 3));

        assertThat(limits(LIMITED)).containsExactly(Map.entry(Limit.LOAD_BALANCERS, 3));
        assertThat(limits(new TenantId(2))).isEmpty();
    }

    @Test
    default void aLimitSetAgainIsReplacedAndARemovedOneIsGone() {
        store().update(unit -> {
            unit.saveLimit(LIMITED, Limit.LOAD_BALANCERS, 3);
            unit.saveLimit(LIMITED, Limit.IDS_PER_BATCH, 4);
            unit.saveLimit(LIMITED, Limit.LOAD_BALANCERS, 5);
            unit.removeLimit(LIMITED, Limit.IDS_PER_BATCH);
            unit.removeLimit(LIMITED, Limit.METADATA_ITEMS);
        });

        assertThat(limits(LIMITED)).containsExactly(Map.entry(Limit.LOAD_BALANCERS, 5));
    }

    private Map<Limit, Integer> limits(TenantId tenant) {
        return store().read(unit -> unit.limits(tenant));
    }
}
