package io.steelyard.control.accesskey;

import io.steelyard.control.identity.Account;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.secret.Secret;
import java.util.Optional;

/** The keys that accounts sign requests with. */
public final class AccessKeyService {
    private final Store store;
    private final SecretVault vault;

    public AccessKeyService(Store store, SecretVault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** Whose key it is, and the key itself. */
    public record OpenKey(TenantId tenant, Secret secret) {}

    /** Empty for a key that there is not, or that does not open. */
    public Optional<OpenKey> find(String id) {
        return store.read(unit -> unit.accessKey(id)
                .flatMap(key -> vault.open(unit, key.secret()).map(secret -> new OpenKey(key.tenant(), secret))));
    }

    /**
     * Makes a key, or gives one of the same account another secret. Nothing is written where all is so already.
     *
     * @throws RefusedException with NotFound when there is no such account, with Conflict when another account has the key
     */
    public void put(String id, TenantId tenant, Secret secret) {
        Optional<OpenKey> known = find(id);
        if (known.filter(new OpenKey(tenant, secret)::equals).isEmpty()) {
            store.update(unit -> put(unit, id, tenant, secret));
        }
    }

    private void put(WriteUnit unit, String id, TenantId tenant, Secret secret) {
        Account.require(unit, tenant);
        Optional<AccessKey> known = unit.accessKey(id);
        if (known.isPresent() && !known.get().tenant().equals(tenant)) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.ACCESS_KEY, "of another account"));
        }
        unit.save(known.map(key -> new AccessKey(id, tenant, vault.replace(unit, tenant, key.secret(), secret)))
                .orElseGet(() -> new AccessKey(id, tenant, vault.keep(unit, tenant, secret))));
    }
}
