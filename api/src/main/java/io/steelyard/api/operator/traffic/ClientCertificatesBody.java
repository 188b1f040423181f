package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.ClientCertificates;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"authorities":"-----BEGIN CERTIFICATE-----…"}}. */
final class ClientCertificatesBody {
    private static final String AUTHORITIES = "authorities";

    private ClientCertificatesBody() {}

    static ObjectNode write(ClientCertificates option) {
        return JsonNodeFactory.instance.objectNode().put(AUTHORITIES, option.authorities());
    }

    static Optional<ClientCertificates> read(Attributes in) {
        in.require(AUTHORITIES);
        return in.text(
                        AUTHORITIES,
                        ClientCertificatesBody::areAuthorities,
                        "certificates of authorities in PEM, " + ClientCertificates.MAX_OCTETS + " octets at most")
                .map(ClientCertificates::new);
    }

    /** Whether a text holds certificates in PEM, all of them of authorities. */
    private static boolean areAuthorities(String text) {
        if (text.isEmpty() || text.length() > ClientCertificates.MAX_OCTETS) {
            return false;
        }
        try {
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            return !all.isEmpty() && all.stream().allMatch(ClientCertificatesBody::isAuthority);
        } catch (CertificateException unreadable) {
            return false;
        }
    }

    private static boolean isAuthority(Certificate certificate) {
        return certificate instanceof X509Certificate x509 && x509.getBasicConstraints() >= 0;
    }
}
