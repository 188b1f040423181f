package io.steelyard.api.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a listener proves itself with.
 *
 * @param chain its own certificate first, then those that vouch for it
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a listener has at least its own certificate");
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}
