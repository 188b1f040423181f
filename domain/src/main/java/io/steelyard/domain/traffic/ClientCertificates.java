package io.steelyard.domain.traffic;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/**
 * Where TLS ends, clients are let in that show a certificate of one of these authorities (RFC 8446, section 4.3.2), and no
 * others.
 *
 * @param authorities PEM, 1 to {@value #MAX_OCTETS} octets
 */
public record ClientCertificates(String authorities) implements TrafficOption {
    public static final int MAX_OCTETS = 64 << 10;

    public ClientCertificates {
        if (authorities.isEmpty() || authorities.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("authorities have 1 to " + MAX_OCTETS + " octets");
        }
    }

    /** Whether a text holds certificates in PEM, all of them of authorities. */
    public static boolean areAuthorities(String text) {
        if (text.isEmpty() || text.length() > MAX_OCTETS) {
            return false;
        }
        try {
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            return !all.isEmpty() && areAuthorities(all);
        } catch (CertificateException unreadable) {
            return false;
        }
    }

    private static boolean areAuthorities(Collection<? extends Certificate> certificates) {
        return certificates.stream()
                .allMatch(
                        certificate -> certificate instanceof X509Certificate x509 && x509.getBasicConstraints() >= 0);
    }
}
