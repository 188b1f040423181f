package io.steelyard.server.tls.ocsp;

import io.steelyard.domain.tls.Staple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What is asked of a certificate's responder (RFC 6960, section 4.1).
 *
 * @param chain as it is served
 * @param responder as the certificate names it, http
 */
record Question(String chain, X509CertificateHolder certificate, X509CertificateHolder issuer, URI responder) {
    private static final String HTTP = "http";

    /** Of a chain in PEM; empty when its first certificate names no responder, or its issuer is not in it. */
    static Optional<Question> of(String chain) {
        try {
            List<X509CertificateHolder> certificates = certificates(chain);
            if (certificates.size() < 2
                    || !certificates
                            .get(0)
                            .getIssuer()
                            .equals(certificates.get(1).getSubject())) {
                return Optional.empty();
            }
            X509CertificateHolder first = certificates.getFirst();
            return responders(first)
                    .findFirst()
                    .map(responder -> new Question(chain, first, certificates.get(1), responder));
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static List<X509CertificateHolder> certificates(String chain) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(certificate -> holder((X509Certificate) certificate))
                .toList();
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static Stream<URI> responders(X509CertificateHolder certificate) {
        AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(certificate.getExtensions());
        return access == null
                ? Stream.empty()
                : Stream.of(access.getAccessDescriptions())
                        .filter(each -> each.getAccessMethod().equals(OCSPObjectIdentifiers.id_pkix_ocsp))
                        .map(AccessDescription::getAccessLocation)
                        .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                        .map(name -> URI.create(name.getName().toString()))
                        .filter(url -> HTTP.equalsIgnoreCase(url.getScheme()) && url.getHost() != null);
    }

    String name() {
        return Staple.name(chain);
    }

    CertificateID certificateId() throws OCSPException {
        try {
            return new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    issuer,
                    certificate.getSerialNumber());
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** DER of an OCSPRequest, without a nonce, so that a responder may have its answer ready. */
    byte[] request() throws OcspException {
        try {
            return new OCSPReqBuilder().addRequest(certificateId()).build().getEncoded();
        } catch (OCSPException | IOException unexpected) {
            throw new OcspException("the question cannot be put: " + unexpected, unexpected);
        }
    }
}
