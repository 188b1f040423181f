package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.certificate.CertificateService;

/** Gives a certificate that no listener shows another name or path. */
public final class UpdateServerCertificate implements Action {
    private final CertificateService certificates;

    public UpdateServerCertificate(CertificateService certificates) {
        this.certificates = certificates;
    }

    @Override
    public void answer(Call call, Xml result) {
        Parameters in = call.parameters();
        certificates.rename(
                call.caller(),
                Certificates.name(in),
                Certificates.newName(in, "NewServerCertificateName"),
                Certificates.path(in, "NewPath"));
    }
}
