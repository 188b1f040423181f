package io.steelyard.server;

import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Where the key of session cookies is kept: with another one, every client of a load balancer with cookies may move. */
final class SessionKeyFile {
    private SessionKeyFile() {}

    /** Reads it, or makes it on the first start; never half. */
    static SessionKey read(Path data) throws IOException {
        Path file = data.resolve("session.key");
        if (!Files.exists(file)) {
            byte[] drawn = new byte[SessionKey.LENGTH];
            new SecureRandom().nextBytes(drawn);
            PrivateFile.write(file, drawn);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != SessionKey.LENGTH) {
            throw new CannotStartException(file + " is damaged: it has " + key.length + " bytes, not "
                    + SessionKey.LENGTH
                    + ". Restore it from a backup, or remove it: a new one is made then, and clients"
                    + " that have a session cookie may be sent to other nodes.");
        }
        return new SessionKey(key);
    }
}
