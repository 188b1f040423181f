package io.steelyard.control.identity;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;
import java.util.Optional;

/** Accounts, as the operator keeps them. */
public final class AccountService {
    /** Below are ids that the operator gives by hand. */
    private static final long FIRST_GIVEN = 100_001;

    private final Store store;
    private final IdentityService identity;

    public AccountService(Store store, IdentityService identity) {
        this.store = store;
        this.identity = identity;
    }

    /**
     * Accounts, lowest tenant id first.
     *
     * @param from the lowest tenant id wanted, inclusive
     */
    public List<Account> list(long from, int limit) {
        return store.read(unit -> unit.accounts(from, limit));
    }

    /** @throws RefusedException with NotFound */
    public Account get(TenantId tenant) {
        return store.<Optional<Account>>read(unit -> unit.account(tenant)).orElseThrow(AccountService::notFound);
    }

    /**
     * Makes an account.
     *
     * @param tenant the next free one when empty
     * @param apiKey a random one when empty
     * @throws RefusedException with Conflict when its name or tenant id is taken
     */
    public NewKey<Account> create(String name, Optional<TenantId> tenant, Optional<String> apiKey) {
        String key = apiKey.orElseGet(() -> identity.randomHex(NewKey.BYTES));
        String hash = identity.apiKeyHash(key);
        return store.write(unit -> {
            Account made = new Account(tenant.orElseGet(() -> nextFree(unit)), name, hash);
            if (unit.account(made.tenant()).isPresent()) {
                throw taken("with tenant id " + made.tenant());
            }
            if (IdentityService.isTaken(unit, name)) {
                throw taken("named " + name);
            }
            unit.save(made);
            return new NewKey<>(made, key);
        });
    }

    /**
     * Exchanges an account's key for a random one, and ends all its tokens.
     *
     * @throws RefusedException with NotFound
     */
    public NewKey<Account> rotateKey(TenantId tenant) {
        String key = identity.randomHex(NewKey.BYTES);
        String hash = identity.apiKeyHash(key);
        return store.write(unit -> {
            Account old = unit.account(tenant).orElseThrow(AccountService::notFound);
            Account rotated = new Account(tenant, old.name(), hash);
            unit.save(rotated);
            unit.removeTokens(tenant);
            return new NewKey<>(rotated, key);
        });
    }

    private static TenantId nextFree(WriteUnit unit) {
        long next = FIRST_GIVEN;
        while (unit.account(new TenantId(next)).isPresent()) {
            next++;
        }
        return new TenantId(next);
    }

    private static RefusedException taken(String detail) {
        return new RefusedException(new Refusal.Conflict(Refusal.Noun.ACCOUNT, detail));
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCOUNT));
    }
}
