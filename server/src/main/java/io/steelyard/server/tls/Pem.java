package io.steelyard.server.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Certificates and keys as text (RFC 7468), in every form that common tools write. */
final class Pem {
    private static final JcaPEMKeyConverter KEYS = new JcaPEMKeyConverter();

    private Pem() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws UnusableCertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (read.isEmpty()) {
                throw new UnusableCertificateException(file + " holds no certificate in PEM.");
            }
            return read;
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        } catch (java.security.cert.CertificateException malformed) {
            throw new UnusableCertificateException(file + " holds no certificate in PEM.", malformed);
        }
    }

    /** The first private key of a file. */
    static PrivateKey privateKey(Path file) throws UnusableCertificateException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(in)) {
            for (@Nullable Object read = parser.readObject(); read != null; read = parser.readObject()) {
                switch (read) {
                    case PrivateKeyInfo key -> {
                        return KEYS.getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return KEYS.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PKCS8EncryptedPrivateKeyInfo locked -> throw encrypted(file);
                    case PEMEncryptedKeyPair locked -> throw encrypted(file);
                    default -> {
                        // EC parameters or a certificate may stand before the key.
                    }
                }
            }
            throw new UnusableCertificateException(file + " holds no private key in PEM.");
        } catch (FileSystemException unreadable) {
            throw unreadable(file, unreadable);
        } catch (IOException malformed) {
            throw new UnusableCertificateException(file + " holds no private key in PEM.", malformed);
        }
    }

    private static UnusableCertificateException encrypted(Path file) {
        return new UnusableCertificateException(
                "the key in " + file + " is encrypted; give one that is not, in a file that only its owner may read.");
    }

    private static UnusableCertificateException unreadable(Path file, IOException why) {
        return new UnusableCertificateException(file + " cannot be read: " + reason(why) + ".", why);
    }

    private static String reason(IOException why) {
        return switch (why) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "this user may not";
            default -> String.valueOf(why.getMessage());
        };
    }

    static byte[] write(X509Certificate certificate) throws IOException {
        return text(certificate);
    }

    /** In the form that every tool reads (PKCS #8). */
    static byte[] write(PrivateKey key) throws IOException {
        return text(new JcaPKCS8Generator(key, null));
    }

    private static byte[] text(Object written) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(written);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
