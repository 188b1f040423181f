package io.steelyard.control.secret;

import io.steelyard.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets before they are stored, and opens them: AES-256-GCM (NIST SP 800-38D) with a random nonce each. What a
 * secret is for is sealed with it, so that one put in another's place does not open.
 */
public final class MasterKey {
    /** Of a key, in octets. */
    public static final int LENGTH = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_OCTETS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String id;

    /** @param octets {@link #LENGTH} of them, drawn at random */
    public MasterKey(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("a master key has " + LENGTH + " octets, not " + octets.length);
        }
        this.key = new SecretKeySpec(octets, "AES");
        this.id = idOf(octets);
    }

    /** What is written beside all that it seals; says nothing of the key. */
    public String id() {
        return id;
    }

    /** @param purpose must be the same to open it */
    String seal(String purpose, Secret secret) {
        byte[] nonce = new byte[NONCE_OCTETS];
        RANDOM.nextBytes(nonce);
        byte[] sealed =
                apply(Cipher.ENCRYPT_MODE, purpose, nonce, secret.value().getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE_OCTETS + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE_OCTETS, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    /** @throws IllegalStateException when it was sealed by another key, for another purpose, or was altered */
    Secret open(String purpose, String sealed) {
        byte[] both = Base64.getDecoder().decode(sealed);
        byte[] opened = apply(
                Cipher.DECRYPT_MODE,
                purpose,
                Arrays.copyOf(both, NONCE_OCTETS),
                Arrays.copyOfRange(both, NONCE_OCTETS, both.length));
        return new Secret(new String(opened, StandardCharsets.UTF_8));
    }

    private byte[] apply(int mode, String purpose, byte[] nonce, byte[] octets) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(octets);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException("a secret for " + purpose + " does not open", altered);
        }
    }

    private static String idOf(byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(octets, "HmacSHA256"));
            byte[] code = mac.doFinal("master key id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(code, 0, ID_OCTETS);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return "master key " + id;
    }
}
