package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.tls.Staple;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestAuthority;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What authorities say, in handshakes with openssl. */
class StapleTest {
    private static final String SERIAL = "1001";

    @TempDir
    Path directory;

    private TestAuthority authority;
    private TestCertificate shop;

    @BeforeEach
    void certify() throws IOException {
        authority = TestAuthority.in(directory);
        shop = authority.issue("shop.test", "http://ocsp.test", SERIAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void whoeverAsksIsHandedWhatWasSaidLast(String version) throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(shop))) {
            assertThat(site.get(version, "-status")).contains("OCSP response: no response sent", "200 OK");

            site.host().engine().staple(List.of(new Staple(Staple.name(shop.chain()), answer(), hence(3_600))));

            assertThat(site.get(version, "-status"))
                    .contains("OCSP Response Status: successful", "Cert Status: good", "200 OK");
            assertThat(site.get(version)).contains("200 OK");
        }
    }

    @Test
    void whatIsTooOldOrAboutAnotherCertificateIsNotHandedOut() throws IOException {
        try (TlsSite site = TlsSite.start(TlsLimits.DEFAULT, TlsSite.tls(shop))) {
            site.host().engine().staple(List.of(new Staple(Staple.name(shop.chain()), answer(), hence(-1))));
            site.host().engine().staple(List.of(new Staple(Staple.name("another"), answer(), hence(3_600))));

            assertThat(site.get("-status")).contains("OCSP response: no response sent", "200 OK");
        }
    }

    private static Instant hence(long seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    private byte[] answer() throws IOException {
        Path issuer = Files.writeString(directory.resolve("issuer.crt"), shop.root());
        Path certificate = Files.writeString(directory.resolve("asked.crt"), shop.certificate());
        Path request = directory.resolve("asked.der");
        Openssl.run(
                "",
                "ocsp",
                "-issuer",
                issuer.toString(),
                "-cert",
                certificate.toString(),
                "-no_nonce",
                "-reqout",
                request.toString());
        return authority.answer(Files.readAllBytes(request), SERIAL, "V", "authority", "-nmin 60");
    }
}
