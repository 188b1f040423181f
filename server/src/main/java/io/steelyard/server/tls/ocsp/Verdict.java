package io.steelyard.server.tls.ocsp;

import io.steelyard.domain.tls.Staple;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A responder's answer that the certificate is good, signed by who may say so (RFC 6960, section 3.2). All else is refused:
 * a client that is handed nothing asks for itself, or trusts as it did before.
 *
 * @param staple the answer as it goes on
 * @param renewal when to ask again, halfway to its end
 */
record Verdict(Staple staple, Instant renewal) {
    /** By how much a responder's clock may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);
    /** How long an answer holds that names no end. */
    private static final Duration USUAL_LIFE = Duration.ofHours(12);

    /**
     * @param answer DER of an OCSPResponse
     * @throws OcspException unless it is one that holds now, and good
     */
    static Verdict of(Question question, byte[] answer, Instant now) throws OcspException {
        try {
            OCSPResp response = new OCSPResp(answer);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new OcspException("the responder answered with status " + response.getStatus());
            }
            require(isSigned(basic, question.issuer(), now), "the answer is signed by nobody who may");
            return of(question, answer, single(question, basic), now);
        } catch (IOException | OCSPException | RuntimeException malformed) {
            throw new OcspException("the answer cannot be read: " + malformed, malformed);
        }
    }

    private static Verdict of(Question question, byte[] answer, SingleResp single, Instant now) throws OcspException {
        require(single.getCertStatus() == CertificateStatus.GOOD, "the certificate is not good: revoked, or unknown");
        Instant from = single.getThisUpdate().toInstant();
        Date next = single.getNextUpdate();
        Instant until = next == null ? from.plus(USUAL_LIFE) : next.toInstant();
        require(!from.isAfter(now.plus(SKEW)) && until.isAfter(now), "the answer does not hold now");
        return new Verdict(
                new Staple(question.name(), answer, until),
                now.plus(Duration.between(now, until).dividedBy(2)));
    }

    private static SingleResp single(Question question, BasicOCSPResp basic) throws OcspException, OCSPException {
        for (SingleResp single : basic.getResponses()) {
            if (question.certificateId().equals(single.getCertID())) {
                return single;
            }
        }
        throw new OcspException("the answer is about something else");
    }

    /** By the issuer, or by one whom the issuer certified to sign answers (RFC 6960, section 4.2.2.2). */
    private static boolean isSigned(BasicOCSPResp basic, X509CertificateHolder issuer, Instant now) {
        return Stream.concat(
                        Stream.of(issuer),
                        Stream.of(basic.getCerts()).filter(certificate -> isDelegate(certificate, issuer, now)))
                .anyMatch(signer -> verifies(basic, signer));
    }

    private static boolean isDelegate(X509CertificateHolder certificate, X509CertificateHolder issuer, Instant now) {
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        try {
            return usage != null
                    && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                    && certificate.isValidOn(Date.from(now))
                    && certificate.getIssuer().equals(issuer.getSubject())
                    && certificate.isSignatureValid(verifier(issuer));
        } catch (CertException unverifiable) {
            return false;
        }
    }

    private static boolean verifies(BasicOCSPResp basic, X509CertificateHolder signer) {
        try {
            return basic.isSignatureValid(verifier(signer));
        } catch (OCSPException unverifiable) {
            return false;
        }
    }

    private static ContentVerifierProvider verifier(X509CertificateHolder certificate) {
        try {
            return new JcaContentVerifierProviderBuilder().build(certificate);
        } catch (OperatorCreationException | java.security.cert.CertificateException unusable) {
            throw new IllegalArgumentException(unusable);
        }
    }

    private static void require(boolean holds, String otherwise) throws OcspException {
        if (!holds) {
            throw new OcspException(otherwise);
        }
    }
}
