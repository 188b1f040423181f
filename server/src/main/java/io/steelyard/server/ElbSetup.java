package io.steelyard.server;

import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.identity.Account;
import io.steelyard.control.instance.InventoryService;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.server.settings.AccessKeySetting;
import io.steelyard.server.settings.InstanceSetting;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import java.util.Optional;

/** What the settings say of access keys and instances. */
final class ElbSetup {
    private final Store store;
    private final TenantId first;

    /** @param first the account that is meant where none is named */
    ElbSetup(Store store, TenantId first) {
        this.store = store;
        this.first = first;
    }

    /** @throws CannotStartException when an account that is named is not there */
    void make(RunSettings settings, AccessKeyService keys, InventoryService inventory) {
        settings.accessKeys().forEach(key -> make(key, keys));
        settings.instances().forEach(instance -> make(instance, inventory));
        inventory.followAll();
    }

    private static void make(AccessKeySetting key, AccessKeyService keys) {
        try {
            keys.put(key.id(), key.tenant(), key.secret());
        } catch (RefusedException refused) {
            throw new CannotStartException("the access key " + key.id() + " cannot be made: there is no account "
                    + key.tenant() + ", or another account has the key; name the account with "
                    + Setting.ACCOUNT.flag());
        }
    }

    private void make(InstanceSetting given, InventoryService inventory) {
        inventory.keep(tenant(given.account()), given.instance());
    }

    /** @throws CannotStartException when there is no account of that name */
    TenantId tenant(Optional<String> account) {
        return account.map(this::named).orElse(first);
    }

    private TenantId named(String account) {
        return store.<Optional<Account>>read(unit -> unit.accountNamed(account))
                .map(Account::tenant)
                .orElseThrow(() -> new CannotStartException(
                        "there is no account " + account + " for an instance; name it with " + Setting.ACCOUNT.flag()));
    }
}
