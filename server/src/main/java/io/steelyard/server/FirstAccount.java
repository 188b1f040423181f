package io.steelyard.server;

import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.server.settings.AccountSetting;
import io.steelyard.server.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The account that can always log in, and whether it was made by this start.
 *
 * @param isNew whether its credentials have yet to be shown to anybody
 */
record FirstAccount(Credentials credentials, boolean isNew) {
    private static final String USUAL_NAME = "admin";
    private static final TenantId USUAL_TENANT = new TenantId(100_001);
    private static final int KEY_BYTES = 16;

    /** Makes the accounts of the settings, and one where there would be none. */
    static FirstAccount ensure(RunSettings settings, Path data, Store store, IdentityService identity)
            throws IOException {
        boolean isNew = !Files.exists(Credentials.file(data));
        if (isNew) {
            // Kept before the account is made: a crash in between costs nothing, the other way round it costs the key.
            first(settings, store, identity).write(data);
        }
        Credentials credentials = Credentials.read(data);
        identity.createIfAbsent(credentials.tenant(), credentials.user(), credentials.apiKey());
        settings.accounts().forEach(account -> create(account, identity));
        return new FirstAccount(credentials, isNew);
    }

    private static void create(AccountSetting account, IdentityService identity) {
        if (account.role().isEmpty()) {
            identity.createIfAbsent(account.tenant(), account.name(), account.apiKey());
            return;
        }
        try {
            identity.createUserIfAbsent(
                    account.tenant(), account.name(), account.role().get(), account.apiKey());
        } catch (RefusedException noAccount) {
            throw new CannotStartException("there is no account " + account.tenant() + " for the user " + account.name()
                    + "; name the account in an earlier --account without a role");
        }
    }

    private static Credentials first(RunSettings settings, Store store, IdentityService identity) {
        Optional<AccountSetting> given = settings.accounts().stream()
                .filter(account -> account.role().isEmpty())
                .findFirst();
        if (given.isPresent()) {
            return new Credentials(
                    given.get().name(), given.get().apiKey(), given.get().tenant());
        }
        if (store.<Integer>read(ReadUnit::countAccounts) > 0) {
            throw new CannotStartException(
                    "the file credentials is missing from the data directory, and its key can be read"
                            + " from nowhere else; restore the file, or name the account with --account");
        }
        return new Credentials(USUAL_NAME, identity.randomHex(KEY_BYTES), USUAL_TENANT);
    }
}
