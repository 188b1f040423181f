package io.steelyard.proxy.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that seal what clients bring back to resume a session (RFC 5077, RFC 8446 section 4.6.1). All are drawn from one
 * secret of this process, which is made here, is never written down or handed on, and is exchanged from time to time: a key
 * that nobody else ever had cannot open what was recorded before. Each scope has keys of its own (RFC 5869), so that a ticket
 * proves nothing elsewhere. Any thread.
 */
final class TicketKeys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private volatile Secrets secrets = new Secrets(random(), random());

    /** @param before what sealed tickets that are still taken */
    private record Secrets(SecretKey current, SecretKey before) {}

    /** New tickets get new keys; those of the keys before are still taken. */
    synchronized void rotate() {
        secrets = new Secrets(random(), secrets.current());
    }

    /** The key that new tickets get, then the one before it. */
    OpenSslSessionTicketKey[] of(byte[] scope) {
        Secrets now = secrets;
        return new OpenSslSessionTicketKey[] {key(now.current(), scope), key(now.before(), scope)};
    }

    private static OpenSslSessionTicketKey key(SecretKey secret, byte[] scope) {
        byte[] drawn = drawn(secret, scope);
        int hmac = OpenSslSessionTicketKey.NAME_SIZE;
        int aes = hmac + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
        return new OpenSslSessionTicketKey(
                Arrays.copyOfRange(drawn, 0, hmac),
                Arrays.copyOfRange(drawn, hmac, aes),
                Arrays.copyOfRange(drawn, aes, drawn.length));
    }

    private static byte[] drawn(SecretKey secret, byte[] scope) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(secret, scope, OpenSslSessionTicketKey.TICKET_KEY_SIZE));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKey random() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new SecretKeySpec(secret, "Generic");
    }
}
