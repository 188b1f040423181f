package io.steelyard.domain.classic;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.stream.Stream;

/** The public key of an instance as a policy of {@link PolicyType#PUBLIC_KEY} has it: PEM, with or without the lines around it. */
public final class InstanceKey {
    private static final int MAX_LENGTH = 8 << 10;

    private InstanceKey() {}

    /** Whether a text is such a key: SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), of RSA or an elliptic curve. */
    public static boolean isValid(String pem) {
        return pem.length() <= MAX_LENGTH
                && Stream.of("RSA", "EC", "EdDSA").anyMatch(algorithm -> isKey(algorithm, bare(pem)));
    }

    private static boolean isKey(String algorithm, String base64) {
        try {
            byte[] info = Base64.getDecoder().decode(base64);
            KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info));
            return true;
        } catch (IllegalArgumentException | GeneralSecurityException other) {
            return false;
        }
    }

    /** Base64 alone, without the lines around it. */
    static String bare(String pem) {
        return pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }
}
