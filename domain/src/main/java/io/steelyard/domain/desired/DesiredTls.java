package io.steelyard.domain.desired;

import io.steelyard.domain.tls.Ciphers;
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
        DesiredCertificate certificate, List<Mapping> mappings, Set<TlsVersion> versions, Ciphers ciphers) {
    public DesiredTls {
        mappings = List.copyOf(mappings);
        versions = Collections.unmodifiableSet(new TreeSet<>(versions));
    }

    /** Whether a client finds what HTTP/2 asks of TLS: TLS 1.2 with an ephemeral, authenticated cipher (RFC 9113, section 9.2). */
    public boolean suitsHttp2() {
        return versions.contains(TlsVersion.TLS_13)
                || ciphers.suites(versions).stream()
                        .anyMatch(suite -> suite.startsWith("TLS_ECDHE_") && !suite.contains("_CBC_"));
    }

    /** The certificate for clients that ask for a host. */
    public record Mapping(HostPattern host, DesiredCertificate certificate) {}
}
