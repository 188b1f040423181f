package io.steelyard.proxy.tls;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;

/**
 * The keys that seal what clients bring back to resume a session (RFC 5077, RFC 8446 section 4.6.1). They are made here,
 * are never written down, and go with their certificate: a ticket proves nothing to another listener.
 */
final class TicketKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OpenSslServerSessionContext sessions;
    private OpenSslSessionTicketKey current = random();

    TicketKeys(OpenSslServerSessionContext sessions) {
        this.sessions = sessions;
        sessions.setTicketKeys(current);
    }

    /** New tickets get a new key; those of the key before are still taken. */
    void rotate() {
        OpenSslSessionTicketKey before = current;
        current = random();
        sessions.setTicketKeys(current, before);
    }

    private static OpenSslSessionTicketKey random() {
        return new OpenSslSessionTicketKey(
                random(OpenSslSessionTicketKey.NAME_SIZE),
                random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                random(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private static byte[] random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }
}
