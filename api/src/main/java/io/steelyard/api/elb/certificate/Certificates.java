package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.domain.certificate.AccountCertificate;
import java.util.Optional;

/** How certificates of accounts are written (IAM, version 2010-05-08). */
final class Certificates {
    static final String NAME = "ServerCertificateName";
    private static final String METADATA = "ServerCertificateMetadata";

    private Certificates() {}

    /** A name that the request must say. */
    static String name(Parameters in) {
        in.require(NAME);
        return newName(in, NAME).orElseThrow();
    }

    static Optional<String> newName(Parameters in, String parameter) {
        return in.text(parameter).map(name -> {
            if (!AccountCertificate.isValidName(name)) {
                throw QueryError.VALIDATION.because(parameter + " has 1 to 128 letters, digits and _+=,.@-.");
            }
            return name;
        });
    }

    static Optional<String> path(Parameters in, String parameter) {
        return in.text(parameter).map(path -> {
            if (!AccountCertificate.isValidPath(path)) {
                throw QueryError.VALIDATION.because(
                        parameter + " begins and ends with / and has at most 512 characters.");
            }
            return path;
        });
    }

    static void describe(Xml out, AccountCertificate certificate) {
        out.part(METADATA, () -> write(out, certificate));
    }

    static void write(Xml out, AccountCertificate certificate) {
        out.text("Path", certificate.path())
                .text(NAME, certificate.name())
                .text("ServerCertificateId", certificate.id())
                .text("Arn", certificate.arn())
                .text("UploadDate", certificate.uploaded())
                .text("Expiration", certificate.expires());
    }
}
