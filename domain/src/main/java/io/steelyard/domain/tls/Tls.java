package io.steelyard.domain.tls;

import io.steelyard.domain.secret.SecretId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How TLS ends at a listener.
 *
 * @param enabled whether the listener takes traffic; when not, all else here is kept for later
 * @param exclusive whether, while this is enabled, the balancer takes no plain traffic
 * @param certificate for clients that ask for no host, or for one that has no mapping
 * @param mappings oldest first, each host once
 * @param lastMapping the highest id that a mapping ever had, 0 before the first
 * @param versions at least one, without gaps
 */
public record Tls(
        boolean enabled,
        boolean exclusive,
        ServerCertificate certificate,
        List<CertificateMapping> mappings,
        int lastMapping,
        Set<TlsVersion> versions,
        Ciphers ciphers) {
    public Tls {
        mappings = List.copyOf(mappings);
        if (!TlsVersion.isRange(versions)) {
            throw new IllegalArgumentException("TLS needs one or more versions without gaps, not " + versions);
        }
        versions = Collections.unmodifiableSet(new TreeSet<>(versions));
    }

    /** Every private key that this refers to. */
    public Stream<SecretId> secrets() {
        return Stream.concat(Stream.of(certificate), mappings.stream().map(CertificateMapping::certificate))
                .map(ServerCertificate::privateKey);
    }

    public Tls withCertificate(ServerCertificate other) {
        return new Tls(enabled, exclusive, other, mappings, lastMapping, versions, ciphers);
    }

    /** The same for clients that speak this. */
    public Tls withNegotiation(Set<TlsVersion> otherVersions, Ciphers otherCiphers) {
        return new Tls(enabled, exclusive, certificate, mappings, lastMapping, otherVersions, otherCiphers);
    }

    public Tls withMappings(List<CertificateMapping> others, int last) {
        return new Tls(enabled, exclusive, certificate, others, last, versions, ciphers);
    }
}
