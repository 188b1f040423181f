package io.steelyard.control.ratelimit;

import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts every account's requests against its rate limits: the service's defaults, or what the operator gave it instead.
 * What is left lives in memory alone, so after a restart every account has all of it again.
 *
 * <p>Threading: any number of threads; accounts wait for each other only to be looked up.
 */
public final class RateLimitService {
    /** Accounts that are counted at once; the one that asked longest ago makes room, and begins anew. */
    private static final int MOST_ACCOUNTS = 10_000;

    private final Store store;
    private final RateLimits defaults;
    private final LongSupplier ticker;
    private final Map<TenantId, AccountRates> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, AccountRates> eldest) {
            return size() > MOST_ACCOUNTS;
        }
    };

    /** @param ticker monotonic, in nanoseconds */
    public RateLimitService(Store store, RateLimits defaults, LongSupplier ticker) {
        this.store = store;
        this.defaults = defaults;
        this.ticker = ticker;
    }

    /** What holds for every account without own ones. */
    public RateLimits defaults() {
        return defaults;
    }

    /**
     * Counts a request.
     *
     * @param path below the account's, with its slash, without query
     * @throws RefusedException with RateExceeded when a limit is used up; the request counts against none then
     */
    public void take(TenantId tenant, Verb verb, String path) {
        rates(tenant).take(verb, path, ticker.getAsLong()).ifPresent(wait -> {
            throw new RefusedException(new Refusal.RateExceeded(wait));
        });
    }

    /** What an account has left. */
    public List<RateState> states(TenantId tenant) {
        return rates(tenant).states(ticker.getAsLong());
    }

    public RateLimits of(TenantId tenant) {
        return own(tenant).orElse(defaults);
    }

    /** What the operator gave an account; empty while the defaults hold. */
    public Optional<RateLimits> own(TenantId tenant) {
        return store.read(unit -> unit.rateLimits(tenant));
    }

    /**
     * Gives an account other limits, at once and with nothing used.
     *
     * @param own empty for the defaults
     */
    public void set(TenantId tenant, Optional<RateLimits> own) {
        store.update(unit -> unit.saveRateLimits(tenant, own));
        synchronized (accounts) {
            accounts.remove(tenant);
        }
    }

    private AccountRates rates(TenantId tenant) {
        synchronized (accounts) {
            AccountRates known = accounts.get(tenant);
            if (known != null) {
                return known;
            }
        }
        AccountRates fresh = new AccountRates(of(tenant), ticker.getAsLong());
        synchronized (accounts) {
            AccountRates meanwhile = accounts.putIfAbsent(tenant, fresh);
            return meanwhile == null ? fresh : meanwhile;
        }
    }
}
