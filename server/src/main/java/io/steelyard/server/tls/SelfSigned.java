package io.steelyard.server.tls;

import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates that vouch for themselves (RFC 5280): a server's, never an authority's. */
final class SelfSigned {
    static final Duration LIFE = Duration.ofDays(397);
    /** For clients whose clock is behind. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final X500Principal SUBJECT = new X500Principal("CN=Steelyard API, O=Steelyard");
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSigned() {}

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param names IP addresses and host names that the certificate is good for */
    static X509Certificate certificate(KeyPair pair, Set<String> names, Instant now) {
        try {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    SUBJECT,
                    new BigInteger(SERIAL_BITS, RANDOM),
                    Date.from(now.minus(EARLIER)),
                    Date.from(now.plus(LIFE)),
                    SUBJECT,
                    pair.getPublic());
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, generalNames(names))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static GeneralNames generalNames(Set<String> names) {
        return new GeneralNames(
                names.stream().sorted().map(SelfSigned::generalName).toArray(GeneralName[]::new));
    }

    private static GeneralName generalName(String name) {
        return new GeneralName(IpAddress.parse(name).isPresent() ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /** What a certificate is good for, addresses in the form of {@link IpAddress}. */
    static Set<String> names(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .map(name -> String.valueOf(name.get(1)))
                            .map(name -> IpAddress.parse(name)
                                    .map(IpAddress::toString)
                                    .orElse(name))
                            .collect(Collectors.toUnmodifiableSet());
        } catch (CertificateParsingException malformed) {
            return Set.of();
        }
    }
}
