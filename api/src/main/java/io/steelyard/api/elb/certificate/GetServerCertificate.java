package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.certificate.CertificateService;
import io.steelyard.domain.certificate.AccountCertificate;

/** Shows a certificate of the account, its key excepted. */
public final class GetServerCertificate implements Action {
    private final CertificateService certificates;

    public GetServerCertificate(CertificateService certificates) {
        this.certificates = certificates;
    }

    @Override
    public void answer(Call call, Xml result) {
        AccountCertificate found = certificates.get(call.caller(), Certificates.name(call.parameters()));
        result.part("ServerCertificate", () -> {
            Certificates.describe(result, found);
            result.text("CertificateBody", found.content().certificate());
            found.content().intermediates().ifPresent(chain -> result.text("CertificateChain", chain));
        });
    }
}
