package io.steelyard.domain.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which ciphers are offered up to TLS 1.2, best first, by their IANA names. TLS 1.3 has its own, which are always offered. */
public enum CipherProfile implements Ciphers {
    /** Forward secret and authenticated (RFC 9325, section 4.2). */
    MODERN(Suites.AUTHENTICATED),
    /** The same, then forward secret ones for older clients. */
    DEFAULT(Suites.AUTHENTICATED, Suites.FORWARD_SECRET),
    /** The same, then those without forward secrecy. */
    COMPATIBLE(Suites.AUTHENTICATED, Suites.FORWARD_SECRET, Suites.KEY_TRANSPORT);

    private static final Set<TlsVersion> AUTHENTICATING = Set.of(TlsVersion.TLS_12, TlsVersion.TLS_13);

    private final List<String> suites;

    @SafeVarargs
    @SuppressWarnings("varargs")
    CipherProfile(List<String>... groups) {
        List<String> all = new ArrayList<>();
        for (List<String> group : groups) {
            all.addAll(group);
        }
        this.suites = List.copyOf(all);
    }

    /** Up to TLS 1.2, best first. */
    public List<String> suites() {
        return suites;
    }

    @Override
    public List<String> suites(Set<TlsVersion> versions) {
        List<String> offered = new ArrayList<>();
        if (versions.contains(TlsVersion.TLS_13)) {
            offered.addAll(Suites.TLS_13);
        }
        if (versions.contains(TlsVersion.TLS_12)) {
            offered.addAll(suites);
        } else if (versions.contains(TlsVersion.TLS_10) || versions.contains(TlsVersion.TLS_11)) {
            suites.stream().filter(CipherSuites::isOfTls10).forEach(offered::add);
        }
        return offered;
    }

    @Override
    public boolean isServersOrder() {
        return true;
    }

    @Override
    public boolean serves(Set<TlsVersion> versions) {
        return this != MODERN || versions.stream().anyMatch(AUTHENTICATING::contains);
    }

    private static final class Suites {
        static final List<String> TLS_13 =
                List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
        static final List<String> AUTHENTICATED = List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        static final List<String> FORWARD_SECRET = List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
        static final List<String> KEY_TRANSPORT = List.of(
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_256_CBC_SHA");

        private Suites() {}
    }
}
