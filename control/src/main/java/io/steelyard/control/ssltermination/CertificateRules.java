package io.steelyard.control.ssltermination;

import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import io.steelyard.domain.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a certificate, its key and its chain can serve. Each problem says what is wrong and what would be right. */
final class CertificateRules {
    private static final int MOST_INTERMEDIATES = 10;

    private final NewCertificate given;
    private final NewCertificate.Names names;
    private final Instant now;
    private final List<Violation> violations;

    private CertificateRules(NewCertificate given, Instant now, List<Violation> violations) {
        this.given = given;
        this.names = given.names();
        this.now = now;
        this.violations = violations;
    }

    /**
     * What is given, judged.
     *
     * @param violations gets what is wrong with it
     * @return empty when something is
     */
    static Optional<CheckedCertificate> check(NewCertificate given, Instant now, List<Violation> violations) {
        int before = violations.size();
        Optional<CheckedCertificate> checked = new CertificateRules(given, now, violations).check();
        return violations.size() == before ? checked : Optional.empty();
    }

    private Optional<CheckedCertificate> check() {
        require(names.certificate(), given.certificate().isPresent());
        require(names.privateKey(), given.privateKey().isPresent());
        Optional<X509Certificate> certificate = given.certificate().flatMap(this::certificate);
        List<X509Certificate> intermediates =
                given.intermediates().map(this::intermediates).orElse(List.of());
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        checkChain(certificate.get(), intermediates);
        return given.privateKey()
                .flatMap(key -> key(key, certificate.get()))
                .flatMap(key -> written(certificate.get(), intermediates, key));
    }

    private void require(String name, boolean present) {
        if (!present) {
            refuse(name, Rule.REQUIRED, "given");
        }
    }

    private Optional<X509Certificate> certificate(String text) {
        List<X509Certificate> read = read(names.certificate(), text);
        if (read.size() > 1) {
            refuse(
                    names.certificate(),
                    Rule.OUT_OF_RANGE,
                    "one certificate; give the " + (read.size() - 1) + " that certify it as " + names.intermediates());
            return Optional.empty();
        }
        Optional<X509Certificate> one = read.stream().findFirst();
        one.ifPresent(certificate -> {
            checkTimes(names.certificate(), "", certificate);
            PrivateKeys.weakness(certificate.getPublicKey())
                    .ifPresent(weakness -> refuse(names.certificate(), Rule.OUT_OF_RANGE, weakness));
        });
        return one;
    }

    private List<X509Certificate> read(String name, String text) {
        try {
            List<X509Certificate> read = text.length() > Pem.MAX_LENGTH ? List.of() : Pem.certificates(text);
            if (read.isEmpty()) {
                refuse(name, Rule.WRONG_TYPE, "a certificate in PEM: -----BEGIN CERTIFICATE----- and so on");
            }
            return read;
        } catch (CertificateException | IllegalArgumentException malformed) {
            refuse(name, Rule.WRONG_TYPE, "a certificate in PEM; what stands between its lines is none");
            return List.of();
        }
    }

    private void checkTimes(String name, String which, X509Certificate certificate) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            refuse(
                    name,
                    Rule.OUT_OF_RANGE,
                    "valid now:" + which + " it expired at "
                            + certificate.getNotAfter().toInstant());
        } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
            refuse(
                    name,
                    Rule.OUT_OF_RANGE,
                    "valid now:" + which + " it will be from "
                            + certificate.getNotBefore().toInstant() + " on");
        }
    }

    private List<X509Certificate> intermediates(String text) {
        List<X509Certificate> read = read(names.intermediates(), text);
        if (read.size() > MOST_INTERMEDIATES) {
            refuse(names.intermediates(), Rule.OUT_OF_RANGE, MOST_INTERMEDIATES + " certificates at most");
        }
        for (int i = 0; i < read.size(); i++) {
            checkTimes(names.intermediates(), " of number " + (i + 1) + ",", read.get(i));
        }
        return read;
    }

    /** Each certifies the one before; the first one the certificate itself (RFC 8446, section 4.4.2). */
    private void checkChain(X509Certificate certificate, List<X509Certificate> intermediates) {
        X509Certificate child = certificate;
        for (int i = 0; i < intermediates.size(); i++) {
            if (!certifies(intermediates.get(i), child)) {
                refuse(names.intermediates(), Rule.OUT_OF_RANGE, brokenAt(i, child, intermediates));
                return;
            }
            child = intermediates.get(i);
        }
    }

    private static String brokenAt(int index, X509Certificate child, List<X509Certificate> intermediates) {
        String childName = index == 0 ? "the certificate" : "number " + index;
        for (int other = 0; other < intermediates.size(); other++) {
            if (other != index && certifies(intermediates.get(other), child)) {
                return "in order, each certifying the one before: number " + (other + 1) + " certifies " + childName
                        + " and belongs right behind it";
            }
        }
        return "the chain of the certificate: number " + (index + 1) + " does not certify " + childName;
    }

    private static boolean certifies(X509Certificate issuer, X509Certificate child) {
        if (issuer.getBasicConstraints() < 0
                || !child.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private Optional<PrivateKey> key(Secret text, X509Certificate certificate) {
        List<Pem.Block> blocks = text.value().length() > Pem.MAX_LENGTH
                ? List.of()
                : Pem.blocks(text.value()).stream()
                        .filter(block -> block.label().endsWith("PRIVATE KEY"))
                        .toList();
        if (blocks.size() != 1) {
            refuse(
                    names.privateKey(),
                    Rule.WRONG_TYPE,
                    "one private key in PEM: -----BEGIN PRIVATE KEY----- and so on");
            return Optional.empty();
        }
        Pem.Block block = blocks.getFirst();
        if (PrivateKeys.isEncrypted(block)) {
            refuse(
                    names.privateKey(),
                    Rule.NOT_ALLOWED,
                    "a key that is not encrypted; openssl pkey -in FILE writes it so");
            return Optional.empty();
        }
        Optional<PrivateKey> key = PrivateKeys.read(block, certificate.getPublicKey());
        if (key.isEmpty() || !PrivateKeys.match(key.get(), certificate.getPublicKey())) {
            refuse(
                    names.privateKey(),
                    Rule.OUT_OF_RANGE,
                    "the key of the certificate: the two do not match, or it is none");
            return Optional.empty();
        }
        return key;
    }

    private static Optional<CheckedCertificate> written(
            X509Certificate certificate, List<X509Certificate> intermediates, PrivateKey key) {
        try {
            StringBuilder chain = new StringBuilder();
            for (X509Certificate each : intermediates) {
                chain.append(Pem.write("CERTIFICATE", each.getEncoded()));
            }
            return Optional.of(new CheckedCertificate(
                    Pem.write("CERTIFICATE", certificate.getEncoded()),
                    Optional.of(chain.toString()).filter(text -> !text.isEmpty()),
                    new Secret(Pem.write("PRIVATE KEY", key.getEncoded())),
                    certificate.getNotAfter().toInstant()));
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void refuse(String name, Rule rule, String mustBe) {
        violations.add(new Violation(given.path() + name, rule, mustBe));
    }
}
