package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.traffic.ClientCertificates;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.testkit.tls.TestAuthority;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that have to show a certificate, played by openssl. */
class ClientCertificateTest {
    private static final TestCertificate SERVER = TestCertificate.selfSigned("server.test");

    @TempDir
    Path directory;

    private TestAuthority authority;
    private TestAuthority stranger;
    private TlsSite site;

    @BeforeEach
    void start() throws IOException {
        authority = TestAuthority.in(Files.createDirectory(directory.resolve("authority")));
        stranger = TestAuthority.in(Files.createDirectory(directory.resolve("stranger")));
        site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(SERVER));
        demand(authority.certificate());
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void whoShowsACertificateOfTheAuthorityIsServedAndNobodyElse(String version) throws IOException {
        assertThat(site.get(with(version, authority.issue("friend", "http://ocsp.test", "11"), "friend")))
                .contains("HTTP/1.1 200 OK");
        assertThat(site.get(with(version, stranger.issue("foe", "http://ocsp.test", "22"), "foe")))
                .doesNotContain("200 OK")
                .contains("alert");
        assertThat(site.get(version)).doesNotContain("200 OK").contains("alert");
    }

    @Test
    void anotherAuthorityHoldsForTheNextClientAlsoForOneWithATicket() throws IOException {
        String[] friend = with("-tls1_3", authority.issue("friend", "http://ocsp.test", "11"), "friend");
        String session = directory.resolve("session").toString();
        assertThat(site.get(more(friend, "-sess_out", session))).contains("200 OK");
        assertThat(site.get(more(friend, "-sess_in", session))).contains("Reused", "200 OK");

        demand(stranger.certificate());

        assertThat(site.get(more(friend, "-sess_in", session))).doesNotContain("200 OK");
    }

    @Test
    void whatIsNoAuthorityIsRejectedAndWhatWasDemandedIsDemandedOn() throws IOException {
        var broken = site.balancer()
                .withPolicy(policy ->
                        policy.withOptions(TrafficOptions.NONE.with(new ClientCertificates("no certificate"))));

        assertThat(site.host().converge(broken.entry()))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isEqualTo(Failure.Code.UNSUPPORTED));
        assertThat(site.get("-tls1_3")).doesNotContain("200 OK");
    }

    private void demand(String authorities) {
        site.change(balancer -> balancer.withPolicy(
                policy -> policy.withOptions(TrafficOptions.NONE.with(new ClientCertificates(authorities)))));
    }

    private String[] with(String version, TestCertificate certificate, String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".crt"), certificate.certificate());
        Path key = Files.writeString(directory.resolve(name + ".key"), certificate.privateKey());
        return new String[] {version, "-cert", file.toString(), "-key", key.toString()};
    }

    private static String[] more(String[] options, String... more) {
        String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }
}
