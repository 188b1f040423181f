package io.steelyard.control.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of API keys and tokens: HMAC-SHA-256 under a key that is not in the store. Both are long random texts, so a
 * slow hash would only turn every login into an attack on the processor.
 */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    /** @param key 32 random bytes */
    public KeyedHash(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the identity key has 32 bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The hash in hex.
     *
     * @param purpose keeps hashes of different things apart
     */
    public String of(String purpose, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
