package io.steelyard.proxy.tls;

import io.steelyard.domain.desired.DesiredTls;
import java.util.Optional;

/**
 * How a listener ends TLS.
 *
 * @param clientAuthorities PEM; present where clients have to show a certificate of one of these
 */
public record TlsTerms(DesiredTls desired, Optional<String> clientAuthorities) {
    /** Where clients show nothing. */
    public static TlsTerms of(DesiredTls desired) {
        return new TlsTerms(desired, Optional.empty());
    }
}
