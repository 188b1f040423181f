package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.certificate.CertificateService;

/** Forgets a certificate that no listener shows. */
public final class DeleteServerCertificate implements Action {
    private final CertificateService certificates;

    public DeleteServerCertificate(CertificateService certificates) {
        this.certificates = certificates;
    }

    @Override
    public void answer(Call call, Xml result) {
        certificates.remove(call.caller(), Certificates.name(call.parameters()));
    }
}
