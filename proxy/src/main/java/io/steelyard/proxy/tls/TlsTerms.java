package io.steelyard.proxy.tls;

import io.steelyard.domain.desired.DesiredTls;
import java.util.Optional;

/**
 * How a listener ends TLS.
 *
 * @param clientAuthorities PEM; present where clients have to show a certificate of one of these
 * @param spoken what is agreed on to be spoken within
 */
public record TlsTerms(DesiredTls desired, Optional<String> clientAuthorities, Alpn spoken) {
    /** Where clients show nothing, and nothing is said of what is spoken. */
    public static TlsTerms of(DesiredTls desired) {
        return new TlsTerms(desired, Optional.empty(), Alpn.NONE);
    }
}
