package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Certificates of authorities, PEM. */
final class AuthoritiesText {
    /** In octets. */
    static final int LONGEST = 64 << 10;

    private AuthoritiesText() {}

    static Optional<String> read(Attributes in, String name) {
        return in.text(
                name,
                AuthoritiesText::areAuthorities,
                "certificates of authorities in PEM, " + LONGEST + " octets at most");
    }

    private static boolean areAuthorities(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        try {
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            return !all.isEmpty() && all.stream().allMatch(AuthoritiesText::isAuthority);
        } catch (CertificateException unreadable) {
            return false;
        }
    }

    private static boolean isAuthority(Certificate certificate) {
        return certificate instanceof X509Certificate x509 && x509.getBasicConstraints() >= 0;
    }
}
