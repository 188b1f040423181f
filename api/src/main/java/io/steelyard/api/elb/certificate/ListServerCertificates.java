package io.steelyard.api.elb.certificate;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.control.certificate.CertificateService;
import io.steelyard.domain.certificate.AccountCertificate;
import java.util.List;

/** Lists certificates of the account, by name. */
public final class ListServerCertificates implements Action {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final CertificateService certificates;

    public ListServerCertificates(CertificateService certificates) {
        this.certificates = certificates;
    }

    @Override
    public void answer(Call call, Xml result) {
        Parameters in = call.parameters();
        String prefix = in.text("PathPrefix").orElse(AccountCertificate.NO_PATH);
        String after = in.text("Marker").orElse("");
        int most = in.number("MaxItems", 1, MOST).orElse(USUAL);
        List<AccountCertificate> left = certificates.list(call.caller()).stream()
                .filter(each -> each.path().startsWith(prefix) && each.name().compareTo(after) > 0)
                .toList();
        List<AccountCertificate> page = left.stream().limit(most).toList();
        boolean truncated = page.size() < left.size();
        result.list("ServerCertificateMetadataList", page, Certificates::write).text("IsTruncated", truncated);
        if (truncated) {
            result.text("Marker", page.getLast().name());
        }
    }
}
