package io.steelyard.domain.tls;

import java.util.List;
import java.util.Set;

/**
 * Ciphers that somebody chose one by one. TLS 1.3, which has ciphers of its own, is not spoken with these.
 *
 * @param names up to TLS 1.2, best first, by their IANA names; at least one
 * @param serversOrder as {@link #isServersOrder}
 */
public record CipherSuites(List<String> names, boolean serversOrder) implements Ciphers {
    public CipherSuites {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("without a cipher nobody can be served");
        }
    }

    @Override
    public List<String> suites(Set<TlsVersion> versions) {
        return versions.contains(TlsVersion.TLS_12)
                ? names
                : names.stream().filter(CipherSuites::isOfTls10).toList();
    }

    @Override
    public boolean isServersOrder() {
        return serversOrder;
    }

    @Override
    public boolean serves(Set<TlsVersion> versions) {
        return !suites(versions).isEmpty();
    }

    /** Whether TLS 1.0 and 1.1 have it already. */
    static boolean isOfTls10(String suite) {
        return suite.endsWith("_CBC_SHA");
    }
}
