package io.steelyard.server.tls;

import io.steelyard.api.http.TlsIdentity;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A self-signed certificate kept in the data directory. It is made when it is first asked for, and again with a new key
 * before it expires or when it does not name all it has to.
 */
public final class OwnCertificate implements CertificateSource {
    /** How long before its end a certificate is made anew: whoever pinned it has that long to notice. */
    static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private final Path certificate;
    private final Path key;
    private final Set<String> names;
    private final InstantSource clock;

    /**
     * @param data the data directory
     * @param names addresses and host names that clients reach the listener by, at least one
     */
    public OwnCertificate(Path data, Set<String> names, InstantSource clock) {
        this.certificate = data.resolve("api-cert.pem");
        this.key = data.resolve("api-key.pem");
        this.names = Set.copyOf(names);
        this.clock = clock;
    }

    /** For clients that shall trust it. */
    public Path file() {
        return certificate;
    }

    @Override
    public TlsIdentity current() throws UnusableCertificateException {
        try {
            Optional<TlsIdentity> kept = kept();
            return kept.isPresent() ? kept.get() : make();
        } catch (IOException unwritable) {
            throw new UnusableCertificateException("a certificate cannot be kept: " + unwritable + ".", unwritable);
        }
    }

    private Optional<TlsIdentity> kept() throws UnusableCertificateException {
        if (!Files.exists(certificate) || !Files.exists(key)) {
            return Optional.empty();
        }
        X509Certificate read = Pem.certificates(certificate).getFirst();
        PrivateKey readKey = Pem.privateKey(key);
        return isGood(read) && KeyMatch.of(readKey, read.getPublicKey())
                ? Optional.of(new TlsIdentity(readKey, List.of(read)))
                : Optional.empty();
    }

    private boolean isGood(X509Certificate read) {
        Instant now = clock.instant();
        return !read.getNotBefore().toInstant().isAfter(now)
                && read.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END))
                && SelfSigned.names(read).containsAll(names);
    }

    /** The key first: a crash in between leaves two that do not fit, which the next start replaces. */
    private TlsIdentity make() throws IOException {
        KeyPair pair = SelfSigned.newKeyPair();
        X509Certificate made = SelfSigned.certificate(pair, names, clock.instant());
        PrivateFile.write(key, Pem.write(pair.getPrivate()));
        PrivateFile.write(certificate, Pem.write(made));
        return new TlsIdentity(pair.getPrivate(), List.of(made));
    }
}
