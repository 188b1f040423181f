package io.steelyard.server;

import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import java.io.IOException;
import java.util.Set;

/** The vault of a data directory with its master key. */
final class SecretSetup {
    private SecretSetup() {}

    /**
     * Draws the key at the first start.
     *
     * @throws CannotStartException when the key does not open what is kept
     */
    static SecretVault vault(MasterKeyFile file, Store store) throws IOException {
        if (!file.isThere()) {
            if (!store.<Set<String>>read(ReadUnit::sealingKeys).isEmpty()) {
                throw new CannotStartException(
                        "the master key " + file + " is missing, and private keys are sealed with it."
                                + " Restore it, or say where it is with --master-key-file.");
            }
            file.create();
        }
        SecretVault vault = new SecretVault(file.read());
        Set<String> missing = vault.missingKeys(store);
        if (!missing.isEmpty()) {
            throw new CannotStartException("the master key " + file
                    + " is another one than private keys are sealed with" + " (" + String.join(", ", missing)
                    + "). Restore that one, or say where it is with --master-key-file.");
        }
        return vault;
    }
}
