package io.steelyard.server;

import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The key that API keys and tokens are hashed under. Without it the hashes in the store are of no use to anybody. */
final class IdentityKey {
    private static final int BYTES = 32;

    private IdentityKey() {}

    /** Reads it, or makes it on the first start; never half. */
    static byte[] of(Path data) throws IOException {
        Path file = data.resolve("identity.key");
        if (!Files.exists(file)) {
            byte[] drawn = new byte[BYTES];
            new SecureRandom().nextBytes(drawn);
            PrivateFile.write(file, drawn);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new CannotStartException(file + " is damaged: it has " + key.length + " bytes, not " + BYTES
                    + ". Restore it from a backup; without it no account can log in.");
        }
        return key;
    }
}
