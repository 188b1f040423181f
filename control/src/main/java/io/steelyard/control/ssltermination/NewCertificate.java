package io.steelyard.control.ssltermination;

import io.steelyard.domain.secret.Secret;
import java.util.Optional;

/**
 * A certificate as somebody gives it, PEM (RFC 7468).
 *
 * @param path what violations put before the names of its attributes
 * @param names what the dialect calls its parts here
 * @param certificate one certificate
 * @param privateKey not encrypted: PKCS #8, or the older forms for RSA (RFC 8017) and EC (RFC 5915)
 * @param intermediates each certifying the one before, the first of them the certificate
 */
public record NewCertificate(
        String path,
        Names names,
        Optional<String> certificate,
        Optional<Secret> privateKey,
        Optional<String> intermediates) {
    /** What a dialect calls the parts of a certificate. */
    public record Names(String certificate, String privateKey, String intermediates) {
        /** Of our own dialects. */
        public static final String CERTIFICATE = "certificate";

        /** Where only the private key has several names. */
        public static Names withKey(String privateKey) {
            return new Names(CERTIFICATE, privateKey, "intermediateCertificate");
        }
    }

    /** Whether nothing of it is given. */
    public boolean isAbsent() {
        return certificate.isEmpty() && privateKey.isEmpty() && intermediates.isEmpty();
    }
}
