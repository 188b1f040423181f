package io.steelyard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.http.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
    private static final Set<String> NAMES =
            Set.of("192.0.2.1", "2001:0db8:0000:0000:0000:0000:0000:0001", "lb.example");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path data;

    @Test
    void namesEveryAddressAndHostAndIsGoodForAServerAlone() throws Exception {
        TlsIdentity made = at(NOW, NAMES);

        assertThat(SelfSigned.names(made.certificate())).isEqualTo(NAMES);
        assertThat(made.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.certificate().getBasicConstraints()).isNegative();
        made.certificate().verify(made.certificate().getPublicKey());
    }

    @Test
    void isKeptForItsOwnerAloneAndServedAgainAtTheNextStart() throws Exception {
        TlsIdentity first = at(NOW, NAMES);
        TlsIdentity second = at(NOW.plus(Duration.ofDays(300)), NAMES);

        assertThat(second.chain()).isEqualTo(first.chain());
        assertThat(permissions("api-key.pem")).isEqualTo("rw-------");
    }

    @Test
    void isMadeAnewAMonthBeforeItExpires() throws Exception {
        TlsIdentity first = at(NOW, NAMES);
        Instant end = first.certificate().getNotAfter().toInstant();

        TlsIdentity last = at(end.minus(OwnCertificate.RENEWED_BEFORE_END).minusSeconds(1), NAMES);
        TlsIdentity renewed = at(end.minus(OwnCertificate.RENEWED_BEFORE_END), NAMES);

        assertThat(last.chain()).isEqualTo(first.chain());
        assertThat(renewed.certificate().getNotAfter().toInstant()).isAfter(end);
    }

    @Test
    void isMadeAnewForANameItDoesNotHaveAndKeptForFewer() throws Exception {
        TlsIdentity first = at(NOW, NAMES);

        assertThat(at(NOW, Set.of("lb.example")).chain()).isEqualTo(first.chain());
        assertThat(SelfSigned.names(at(NOW, Set.of("192.0.2.2")).certificate())).containsExactly("192.0.2.2");
    }

    @Test
    void isMadeAnewWhenACrashLeftAKeyThatDoesNotFit() throws Exception {
        TlsIdentity first = at(NOW, NAMES);
        Files.write(
                data.resolve("api-key.pem"), Pem.write(SelfSigned.newKeyPair().getPrivate()));

        TlsIdentity second = at(NOW, NAMES);

        assertThat(second.chain()).isNotEqualTo(first.chain());
        assertThat(KeyMatch.of(second.key(), second.certificate().getPublicKey()))
                .isTrue();
    }

    private TlsIdentity at(Instant now, Set<String> names) throws UnusableCertificateException {
        return new OwnCertificate(data, names, () -> now).current();
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }
}
