package io.steelyard.server.tls.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.testkit.tls.TestAuthority;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that openssl gives. */
class VerdictTest {
    private static final String SERIAL = "1001";
    private static final String HOUR = "-nmin 60";

    @TempDir
    Path directory;

    private TestAuthority authority;
    private Question question;
    private Instant now;

    @BeforeEach
    void certify() throws IOException {
        authority = TestAuthority.in(directory);
        TestCertificate shop = authority.issue("shop.test", "http://ocsp.test:8888/a", SERIAL);
        question = Question.of(shop.chain()).orElseThrow();
        now = Instant.now();
    }

    @Test
    void aGoodAnswerIsHandedOutUntilItsEndAndRenewedHalfwayThere() throws Exception {
        byte[] answer = authority.answer(question.request(), SERIAL, "V", "authority", HOUR);

        Verdict verdict = Verdict.of(question, answer, now);

        assertThat(question.responder()).hasToString("http://ocsp.test:8888/a");
        assertThat(verdict.staple().response()).isEqualTo(answer);
        assertThat(verdict.staple().until()).isBetween(now.plusSeconds(3500), now.plusSeconds(3700));
        assertThat(verdict.renewal()).isBetween(now.plusSeconds(1700), now.plusSeconds(1900));
    }

    @Test
    void whomTheAuthorityCertifiedToSignMaySign() throws Exception {
        authority.issueSigner("2002");

        byte[] answer = authority.answer(question.request(), SERIAL, "V", "signer", HOUR);
        // The signer's certificate does not hold before it was made, which may be the second after the others'.
        now = Instant.now();

        assertThat(Verdict.of(question, answer, now).staple().response()).isEqualTo(answer);
    }

    @Test
    void anAnswerOfAnybodyElseIsRefused() throws Exception {
        authority.issue("other.test", "http://ocsp.test", "3003");
        refused(authority.answer(question.request(), SERIAL, "V", "other.test", HOUR), "signed by nobody");

        TestAuthority stranger = TestAuthority.in(Files.createDirectory(directory.resolve("stranger")));
        refused(stranger.answer(question.request(), SERIAL, "V", "authority", HOUR), "");
    }

    @Test
    void aRevokedCertificateOrOneThatNobodyKnowsGetsNone() throws Exception {
        refused(authority.answer(question.request(), SERIAL, "R", "authority", HOUR), "not good");
        refused(authority.answer(question.request(), "9999", "V", "authority", HOUR), "not good");
    }

    @Test
    void anAnswerThatIsTooOldIsRefused() throws Exception {
        byte[] answer = authority.answer(question.request(), SERIAL, "V", "authority", HOUR);
        now = now.plus(Duration.ofHours(2));

        refused(answer, "does not hold now");
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        refused(new byte[] {1, 2, 3}, "cannot be read");
        refused(new byte[0], "");
    }

    @Test
    void whoNamesNoResponderOrBringsNoIssuerIsNotAskedAbout() throws IOException {
        TestCertificate shop = authority.issue("alone.test", "http://ocsp.test", "4004");

        assertThat(Question.of(shop.certificate())).isEmpty();
        assertThat(Question.of(TestCertificate.issued("plain.test").chain())).isEmpty();
        assertThat(Question.of("no certificate")).isEmpty();
        assertThat(Question.of(
                        authority.issue("s.test", "https://ocsp.test", "5005").chain()))
                .isEmpty();
    }

    private void refused(byte[] answer, String why) {
        assertThatExceptionOfType(OcspException.class)
                .isThrownBy(() -> Verdict.of(question, answer, now))
                .withMessageContaining(why);
    }
}
