package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.tls.CipherSuites;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ciphers that were chosen one by one, as openssl sees them. */
class CipherOrderTest {
    private static final TestCertificate SITE = TestCertificate.selfSigned("site.test");
    private static final List<String> OURS =
            List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    private static final String THEIRS = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";

    @Test
    void oursOrTheClientsFirstOneIsTakenAsItIsSaid() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, tls(OURS, true))) {
            String ours = site.get("-cipher", THEIRS);
            site.change(tls(OURS, false));
            String theirs = site.get("-cipher", THEIRS);

            assertThat(ours).contains("HTTP/1.1 200 OK", "Cipher is ECDHE-ECDSA-AES256-GCM-SHA384");
            assertThat(theirs).contains("HTTP/1.1 200 OK", "Cipher is ECDHE-ECDSA-AES128-GCM-SHA256");
        }
    }

    @Test
    void aClientThatKnowsNoneOfThemIsRefused() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, tls(OURS, true))) {
            assertThat(site.get("-cipher", "ECDHE-ECDSA-AES128-SHA")).doesNotContain("200 OK");
            assertThat(site.get("-tls1_3")).doesNotContain("200 OK");
        }
    }

    @Test
    void http2IsSpokenOnlyWithTheCiphersThatItAsksFor() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, tls(OURS, true))) {
            String strong = site.get("-alpn", "h2");
            site.change(tls(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"), true));
            String weak = site.get("-alpn", "h2,http/1.1");

            assertThat(strong).contains("ALPN protocol: h2");
            assertThat(weak).contains("HTTP/1.1 200 OK", "No ALPN negotiated");
        }
    }

    private static DesiredTls tls(List<String> ciphers, boolean serversOrder) {
        return new DesiredTls(
                TlsSite.desired(SITE), List.of(), Set.of(TlsVersion.TLS_12), new CipherSuites(ciphers, serversOrder));
    }
}
