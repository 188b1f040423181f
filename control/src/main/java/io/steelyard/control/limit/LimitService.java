package io.steelyard.control.limit;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import java.util.Map;

/** What each account is limited to: the service's defaults, except where the operator set something else for it. */
public final class LimitService {
    private final Store store;
    private final Limits defaults;

    public LimitService(Store store, Limits defaults) {
        this.store = store;
        this.defaults = defaults;
    }

    /** What holds for every account without own ones. */
    public Limits defaults() {
        return defaults;
    }

    public Limits of(TenantId tenant) {
        return store.read(unit -> of(unit, tenant));
    }

    /** The same within a unit, where a limit has to be checked. */
    public Limits of(ReadUnit unit, TenantId tenant) {
        return defaults.with(unit.limits(tenant));
    }

    /**
     * One thing may always be named.
     *
     * @throws RefusedException with Invalid unless a request names one to as many things as the account may at once
     */
    public void requireBatch(TenantId tenant, int ids) {
        int most = Math.max(1, of(tenant).of(Limit.IDS_PER_BATCH));
        if (ids < 1 || ids > most) {
            throw new RefusedException(
                    Refusal.Invalid.because("id", Violation.Rule.OUT_OF_RANGE, "given 1 to " + most + " times"));
        }
    }

    /** Only what the operator set for an account. */
    public Map<Limit, Integer> own(TenantId tenant) {
        return store.read(unit -> unit.limits(tenant));
    }

    /**
     * Sets all that differs from the defaults for one account; what is left out goes back to its default. What an account
     * already has beyond a lower limit stays.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    public void set(TenantId tenant, Map<Limit, Integer> own) {
        Limits checked = defaults.with(own);
        store.update(unit -> {
            own.keySet().forEach(limit -> unit.saveLimit(tenant, limit, checked.of(limit)));
            unit.limits(tenant).keySet().stream()
                    .filter(limit -> !own.containsKey(limit))
                    .forEach(limit -> unit.removeLimit(tenant, limit));
        });
    }
}
