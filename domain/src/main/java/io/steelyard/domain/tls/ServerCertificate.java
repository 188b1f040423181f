package io.steelyard.domain.tls;

import io.steelyard.domain.secret.SecretId;
import java.util.Optional;

/**
 * What a server proves itself with.
 *
 * @param certificate its own one, PEM (RFC 7468)
 * @param intermediates those that lead to an authority, PEM, each certifying the one before
 * @param privateKey where the key is kept
 */
public record ServerCertificate(String certificate, Optional<String> intermediates, SecretId privateKey) {
    /** As a server sends it: its own certificate first. */
    public String chain() {
        return intermediates.map(more -> certificate + more).orElse(certificate);
    }
}
