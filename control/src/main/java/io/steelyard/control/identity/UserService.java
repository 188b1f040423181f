package io.steelyard.control.identity;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who else may log in to an account, as the operator keeps them. What changes of a user ends the tokens of its account, so
 * that it holds from the next request on. Every method refuses with NotFound what is not there.
 */
public final class UserService {
    private final Store store;
    private final IdentityService identity;

    public UserService(Store store, IdentityService identity) {
        this.store = store;
        this.identity = identity;
    }

    /** An account's users, by name. */
    public List<User> list(TenantId tenant) {
        return store.read(unit -> {
            Account.require(unit, tenant);
            return unit.users(tenant);
        });
    }

    /**
     * Lets one more user into an account.
     *
     * @param apiKey a random one when empty
     * @throws RefusedException also with Conflict when an account or a user has the name
     */
    public NewKey<User> create(TenantId tenant, String name, Role role, Optional<String> apiKey) {
        String key = apiKey.orElseGet(() -> identity.randomHex(NewKey.BYTES));
        String hash = identity.apiKeyHash(key);
        return store.write(unit -> {
            Account.require(unit, tenant);
            if (IdentityService.isTaken(unit, name)) {
                throw new RefusedException(new Refusal.Conflict(Refusal.Noun.USER, "named " + name));
            }
            User made = new User(name, tenant, role, hash);
            unit.save(made);
            return new NewKey<>(made, key);
        });
    }

    /** Exchanges a user's key for a random one. */
    public NewKey<User> rotateKey(TenantId tenant, String name) {
        String key = identity.randomHex(NewKey.BYTES);
        String hash = identity.apiKeyHash(key);
        return new NewKey<>(change(tenant, name, old -> new User(name, tenant, old.role(), hash)), key);
    }

    /** Sets what a user may do. */
    public User setRole(TenantId tenant, String name, Role role) {
        return change(tenant, name, old -> new User(name, tenant, role, old.apiKeyHash()));
    }

    /** Lets a user in no more. */
    public void remove(TenantId tenant, String name) {
        store.update(unit -> {
            require(unit, tenant, name);
            unit.removeUser(name);
            unit.removeTokens(tenant);
        });
    }

    private User change(TenantId tenant, String name, UnaryOperator<User> change) {
        return store.write(unit -> {
            User changed = change.apply(require(unit, tenant, name));
            unit.save(changed);
            unit.removeTokens(tenant);
            return changed;
        });
    }

    private static User require(WriteUnit unit, TenantId tenant, String name) {
        Account.require(unit, tenant);
        return unit.userNamed(name)
                .filter(user -> user.tenant().equals(tenant))
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.USER)));
    }
}
