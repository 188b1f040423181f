package io.steelyard.domain.tls;

import java.util.Set;

/** Versions of TLS, oldest first (RFC 2246, RFC 4346, RFC 5246, RFC 8446). */
public enum TlsVersion {
    TLS_10,
    TLS_11,
    TLS_12,
    TLS_13;

    /** What is spoken unless a tenant says otherwise: what RFC 8996 leaves. */
    public static final Set<TlsVersion> USUAL = Set.of(TLS_12, TLS_13);

    /**
     * Whether a client can be offered these: at least one, and none left out between the first and the last, since a
     * client names only the latest that it knows.
     */
    public static boolean isRange(Set<TlsVersion> versions) {
        if (versions.isEmpty()) {
            return false;
        }
        int first = versions.stream().mapToInt(Enum::ordinal).min().orElseThrow();
        int last = versions.stream().mapToInt(Enum::ordinal).max().orElseThrow();
        return last - first + 1 == versions.size();
    }
}
