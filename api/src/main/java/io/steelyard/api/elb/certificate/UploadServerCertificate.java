package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.certificate.CertificateService;
import io.steelyard.control.certificate.NewAccountCertificate;
import io.steelyard.control.ssltermination.NewCertificate;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.secret.Secret;
import java.util.Optional;

/** Keeps a certificate for the account. */
public final class UploadServerCertificate implements Action {
    /** What the parts of a certificate are called here. */
    public static final NewCertificate.Names NAMES =
            new NewCertificate.Names("CertificateBody", "PrivateKey", "CertificateChain");

    private final CertificateService certificates;

    public UploadServerCertificate(CertificateService certificates) {
        this.certificates = certificates;
    }

    @Override
    public void answer(Call call, Xml result) {
        Parameters in = call.parameters();
        if (!in.items("Tags").isEmpty()) {
            throw QueryError.INVALID_INPUT.because("Certificates have no tags here.");
        }
        AccountCertificate kept = certificates.upload(
                call.caller(),
                new NewAccountCertificate(
                        Certificates.name(in),
                        Certificates.path(in, "Path").orElse(AccountCertificate.NO_PATH),
                        content(in)));
        Certificates.describe(result, kept);
    }

    private static NewCertificate content(Parameters in) {
        return new NewCertificate(
                "",
                NAMES,
                Optional.of(in.require(NAMES.certificate())),
                Optional.of(new Secret(in.require(NAMES.privateKey()))),
                in.text(NAMES.intermediates()).filter(chain -> !chain.isBlank()));
    }
}
