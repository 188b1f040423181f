package io.steelyard.control.accesskey;

import io.steelyard.control.identity.Account;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The keys that accounts sign requests with. */
public final class AccessKeyService {
    private static final char[] LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
    private static final String PREFIX = "AKIA";
    private static final int ID_LETTERS = 16;
    private static final int SECRET_BYTES = 30;

    private final Store store;
    private final SecretVault vault;
    private final SecureRandom random = new SecureRandom();

    public AccessKeyService(Store store, SecretVault vault) {
        this.store = store;
        this.vault = vault;
    }

    /**
     * An account's keys, by id.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public List<AccessKey> list(TenantId tenant) {
        return store.read(unit -> {
            Account.require(unit, tenant);
            return unit.accessKeys(tenant);
        });
    }

    /** A key that was made just now; nothing tells its secret later. */
    public record NewAccessKey(String id, Secret secret) {}

    /**
     * Makes a random key.
     *
     * @throws RefusedException with NotFound when there is no such account
     */
    public NewAccessKey create(TenantId tenant) {
        byte[] drawn = new byte[SECRET_BYTES];
        random.nextBytes(drawn);
        NewAccessKey made = new NewAccessKey(
                drawId(), new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(drawn)));
        store.update(unit -> put(unit, made.id(), tenant, made.secret()));
        return made;
    }

    private String drawId() {
        StringBuilder id = new StringBuilder(PREFIX);
        random.ints(ID_LETTERS, 0, LETTERS.length).forEach(letter -> id.append(LETTERS[letter]));
        return id.toString();
    }

    /**
     * Forgets a key; requests signed with it are refused from now on.
     *
     * @throws RefusedException with NotFound
     */
    public void remove(TenantId tenant, String id) {
        store.update(unit -> {
            Account.require(unit, tenant);
            unit.remove(unit.accessKey(id)
                    .filter(key -> key.tenant().equals(tenant))
                    .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.ACCESS_KEY))));
        });
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
