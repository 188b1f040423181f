package io.steelyard.control.ssltermination;

import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.tls.HostPattern;
import java.util.List;
import java.util.Optional;

/**
 * A mapping as somebody wants it; of one that is there, what is empty stays.
 *
 * @param violations what the dialect found wrong while reading
 */
public record NewCertificateMapping(
        Optional<HostPattern> host, NewCertificate certificate, List<Violation> violations) {
    public NewCertificateMapping {
        violations = List.copyOf(violations);
    }
}
