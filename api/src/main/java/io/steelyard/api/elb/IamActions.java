package io.steelyard.api.elb;

import io.steelyard.api.elb.certificate.DeleteServerCertificate;
import io.steelyard.api.elb.certificate.GetServerCertificate;
import io.steelyard.api.elb.certificate.ListServerCertificates;
import io.steelyard.api.elb.certificate.UpdateServerCertificate;
import io.steelyard.api.elb.certificate.UploadServerCertificate;
import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Envelope;
import io.steelyard.api.elb.query.QueryApi;
import io.steelyard.control.certificate.CertificateService;
import java.util.Map;

/** What is answered of Identity and Access Management, version 2010-05-08: an account's certificates. */
final class IamActions {
    private IamActions() {}

    static QueryApi of(ElbServices services) {
        return new QueryApi(
                "iam",
                "https://iam.amazonaws.com/doc/2010-05-08/",
                Envelope.QUERY,
                false,
                certificates(services.certificates()));
    }

    private static Map<String, Action> certificates(CertificateService certificates) {
        return Map.of(
                "UploadServerCertificate", new UploadServerCertificate(certificates),
                "ListServerCertificates", new ListServerCertificates(certificates),
                "GetServerCertificate", new GetServerCertificate(certificates),
                "UpdateServerCertificate", new UpdateServerCertificate(certificates),
                "DeleteServerCertificate", new DeleteServerCertificate(certificates));
    }
}
