package io.steelyard.server;

import io.steelyard.control.secret.MasterKey;
import io.steelyard.control.secret.MasterKeys;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Where the master key is kept: 64 hexadecimal digits that only the file's owner may read. While the key is changed,
 * the next one is in a file beside it.
 */
final class MasterKeyFile {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    private MasterKeyFile(Path file) {
        this.file = file;
    }

    /** @param given empty for the usual place */
    static MasterKeyFile of(Path data, Optional<Path> given) {
        return new MasterKeyFile(given.orElse(data.resolve("master.key")));
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /**
     * Draws the first one.
     *
     * @throws CannotStartException when it cannot be written
     */
    void create() {
        try {
            PrivateFile.write(file, drawn());
        } catch (IOException refused) {
            throw new CannotStartException(
                    "The master key cannot be written to " + file + " (" + refused
                            + "). Its directory has to be there, and writable for the user "
                            + System.getProperty("user.name") + ".",
                    refused);
        }
    }

    /** @throws CannotStartException when a file holds no key, or others may read it */
    MasterKeys read() throws IOException {
        Optional<MasterKey> next = Files.exists(next()) ? Optional.of(read(next())) : Optional.empty();
        return new MasterKeys(read(file), next);
    }

    /** The key to change to: the one that an earlier try has drawn, else a new one. */
    MasterKey drawNext() throws IOException {
        if (Files.exists(next()) && read(next()).id().equals(read(file).id())) {
            // An earlier run was stopped just before its end.
            Files.delete(next());
        }
        if (!Files.exists(next())) {
            PrivateFile.write(next(), drawn());
        }
        return read(next());
    }

    /** From now on the next key is the key. */
    void promoteNext() throws IOException {
        PrivateFile.write(file, Files.readAllBytes(next()));
        Files.delete(next());
    }

    private Path next() {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private static byte[] drawn() {
        byte[] key = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(key);
        return (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static MasterKey read(Path path) throws IOException {
        if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
            throw new CannotStartException(
                    path + " holds the master key, and not only its owner may use it; run: chmod 600 " + path);
        }
        try {
            return new MasterKey(HexFormat.of().parseHex(Files.readString(path).strip()));
        } catch (IllegalArgumentException damaged) {
            throw new CannotStartException(
                    path + " is no master key: it has " + 2 * MasterKey.LENGTH + " hexadecimal digits", damaged);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
