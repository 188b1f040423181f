package io.steelyard.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of a data directory that only its owner may read. */
public final class SecretFiles {
    private static final List<String> NAMES = List.of(
            "credentials",
            "identity.key",
            "master.key",
            "master.key.next",
            "session.key",
            "operator-token",
            "api-key.pem");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFiles() {}

    /** A sentence for each that others may read or write. */
    public static List<String> findings(Path data) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : NAMES.stream().map(data::resolve).filter(Files::exists).toList()) {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                findings.add(file + " holds a secret, and not only its owner may use it; run: chmod 600 " + file);
            }
        }
        return findings;
    }
}
