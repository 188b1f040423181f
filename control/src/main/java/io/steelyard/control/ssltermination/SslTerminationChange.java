package io.steelyard.control.ssltermination;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a balancer's TLS termination; what is empty stays, or is as usual when there was none.
 *
 * @param path what violations put before the names of attributes
 * @param enabled true unless given
 * @param securePort 443 unless given
 * @param secureTrafficOnly false unless given
 * @param versions those to be switched on or off
 * @param violations what the dialect found wrong while reading
 */
public record SslTerminationChange(
        String path,
        Optional<Boolean> enabled,
        Optional<Port> securePort,
        Optional<Boolean> secureTrafficOnly,
        NewCertificate certificate,
        Map<TlsVersion, Boolean> versions,
        Optional<CipherProfile> ciphers,
        List<Violation> violations) {
    public static final Port USUAL_PORT = new Port(443);

    public SslTerminationChange {
        versions = Map.copyOf(versions);
        violations = List.copyOf(violations);
    }
}
