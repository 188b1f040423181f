package io.steelyard.domain.tls;

import java.util.List;
import java.util.Set;

/** Which ciphers clients are offered. */
public sealed interface Ciphers permits CipherProfile, CipherSuites {
    /** All that a client may be offered with these versions, best first, by their IANA names. */
    List<String> suites(Set<TlsVersion> versions);

    /** Whether the first of these that a client knows is taken; else the first of the client's that is among these. */
    boolean isServersOrder();

    /** Whether a client of at least one of these versions finds a cipher. */
    boolean serves(Set<TlsVersion> versions);
}
