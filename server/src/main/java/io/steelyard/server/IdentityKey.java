package io.steelyard.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
            writePrivately(file, drawn);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new CannotStartException(file + " is damaged: it has " + key.length + " bytes, not " + BYTES
                    + ". Restore it from a backup; without it no account can log in.");
        }
        return key;
    }

    /** For its owner alone, whole or not at all, and durably. */
    static void writePrivately(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
