package io.steelyard.domain.desired;

import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.tls.TlsVersion;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an engine ends TLS.
 *
 * @param certificate for clients that ask for no host, or for one without a mapping
 * @param versions at least one, without gaps
 */
public record DesiredTls(
        DesiredCertificate certificate, List<Mapping> mappings, Set<TlsVersion> versions, CipherProfile ciphers) {
    public DesiredTls {
        mappings = List.copyOf(mappings);
        versions = Collections.unmodifiableSet(new TreeSet<>(versions));
    }

    /** The certificate for clients that ask for a host. */
    public record Mapping(HostPattern host, DesiredCertificate certificate) {}
}
