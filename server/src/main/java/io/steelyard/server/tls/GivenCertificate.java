package io.steelyard.server.tls;

import io.steelyard.api.http.TlsIdentity;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Files that somebody else looks after, such as an ACME client.
 *
 * @param certificate PEM; the listener's own certificate first, then those that vouch for it
 * @param key PEM, not encrypted
 */
public record GivenCertificate(Path certificate, Path key) implements CertificateSource {
    @Override
    public TlsIdentity current() throws UnusableCertificateException {
        List<X509Certificate> chain = Pem.certificates(certificate);
        PrivateKey read = Pem.privateKey(key);
        if (!KeyMatch.of(read, chain.getFirst().getPublicKey())) {
            throw new UnusableCertificateException(
                    "the key in " + key + " is not that of the first certificate in " + certificate + ".");
        }
        return new TlsIdentity(read, chain);
    }
}
