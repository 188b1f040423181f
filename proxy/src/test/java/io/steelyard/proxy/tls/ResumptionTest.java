package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that openssl resumes by a ticket, or may not. */
class ResumptionTest {
    private static final TestCertificate USUAL = TestCertificate.selfSigned("usual.test");
    private static final TestCertificate OTHER = TestCertificate.selfSigned("other.test");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aSessionIsResumedAsOftenAsItsClientLikes(String version) throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(USUAL))) {
            assertThat(begun(site, version)).contains("New, TLSv1.", "HTTP/1.1 200 OK");

            assertThat(resumed(site, version)).contains("Reused, TLSv1.", "HTTP/1.1 200 OK");
            assertThat(resumed(site, version)).contains("Reused, TLSv1.", "HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aCertificateThatIsUnloadedAndLoadedAgainTakesItsTickets(String version) throws IOException {
        DesiredTls tls =
                TlsSite.tls(USUAL, new DesiredTls.Mapping(new HostPattern("other.test"), TlsSite.desired(OTHER)));
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT.withLoadedCertificates(1), tls)) {
            begun(site, version, "-servername", "usual.test");

            assertThat(site.get("-servername", "other.test")).contains("subject=CN = other.test");

            assertThat(resumed(site, version, "-servername", "usual.test")).contains("Reused, TLSv1.");
        }
    }

    @Test
    void aChangeThatLeavesTheCertificateLeavesItsTickets() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(USUAL))) {
            begun(site, "-tls1_3");

            site.change(
                    TlsSite.tls(USUAL, new DesiredTls.Mapping(new HostPattern("other.test"), TlsSite.desired(OTHER))));

            assertThat(resumed(site, "-tls1_3")).contains("Reused, TLSv1.3");
        }
    }

    @Test
    void aTicketOfAnotherCertificateOrOfAnotherProcessIsNotTaken() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(USUAL));
                TlsSite another = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(USUAL))) {
            begun(site, "-tls1_3");

            assertThat(resumed(another, "-tls1_3")).contains("New, TLSv1.3", "HTTP/1.1 200 OK");
            site.change(TlsSite.tls(OTHER));
            assertThat(resumed(site, "-tls1_3")).contains("New, TLSv1.3", "HTTP/1.1 200 OK");
        }
    }

    @Test
    void aTicketWhoseKeyWasExchangedTwiceIsTakenNoMore() throws IOException {
        Duration life = Duration.ofMillis(500);
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT.withTicketKeyLife(life), TlsSite.tls(USUAL))) {
            begun(site, "-tls1_2");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(site.get("-tls1_2", "-sess_in", session()))
                            .contains("New, TLSv1.2", "HTTP/1.1 200 OK"));
        }
    }

    private String begun(TlsSite site, String... options) {
        return site.get(with(options, "-sess_out", session()));
    }

    private String resumed(TlsSite site, String... options) {
        return site.get(with(options, "-sess_in", session()));
    }

    private String session() {
        return directory.resolve("session").toString();
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
