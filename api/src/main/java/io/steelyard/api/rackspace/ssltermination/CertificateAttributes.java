package io.steelyard.api.rackspace.ssltermination;

import io.steelyard.api.body.Attributes;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.ServerCertificate;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A certificate with its key within something else. The key is read, and never written. */
final class CertificateAttributes {
    private static final String CERTIFICATE = "certificate";
    private static final String INTERMEDIATES = "intermediateCertificate";

    private CertificateAttributes() {}

    /** @param keyName termination and mapping spell it in two ways */
    static NewCertificate read(Attributes in, String keyName) {
        return new NewCertificate(
                in.path(),
                NewCertificate.Names.withKey(keyName),
                pem(in, CERTIFICATE),
                pem(in, keyName).map(Secret::new),
                pem(in, INTERMEDIATES).filter(text -> !text.isBlank()));
    }

    private static Optional<String> pem(Attributes in, String name) {
        return in.text(name, _ -> true, "text in PEM");
    }

    static void write(ServerCertificate certificate, ObjectNode body) {
        body.put(CERTIFICATE, certificate.certificate());
        certificate.intermediates().ifPresent(chain -> body.put(INTERMEDIATES, chain));
    }
}
