package io.steelyard.proxy.tls;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.tls.Ciphers;
import io.steelyard.domain.tls.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that makes a handshake what it is: two that are equal may take each other's place.
 *
 * @param place the listener, as no other is called
 */
record Identity(
        String place,
        DesiredCertificate certificate,
        Set<TlsVersion> versions,
        Ciphers ciphers,
        Optional<String> clientAuthorities,
        Alpn spoken) {
    static Identity of(String place, DesiredCertificate certificate, TlsTerms terms) {
        DesiredTls desired = terms.desired();
        return new Identity(
                place, certificate, desired.versions(), desired.ciphers(), terms.clientAuthorities(), terms.spoken());
    }

    List<String> protocols() {
        return versions.stream().map(Identity::name).toList();
    }

    private static String name(TlsVersion version) {
        return switch (version) {
            case TLS_10 -> "TLSv1";
            case TLS_11 -> "TLSv1.1";
            case TLS_12 -> "TLSv1.2";
            case TLS_13 -> "TLSv1.3";
        };
    }

    /**
     * Where a session may be resumed: at this listener, by whoever was shown this certificate, and showed one of these
     * authorities.
     */
    byte[] scope() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(place.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(clientAuthorities.orElse("").getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            return digest.digest(certificate.chain().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
