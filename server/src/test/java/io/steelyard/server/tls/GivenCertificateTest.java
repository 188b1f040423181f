package io.steelyard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.api.http.TlsIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenCertificateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final KeyPair pair = SelfSigned.newKeyPair();
    private final X509Certificate certificate = SelfSigned.certificate(pair, Set.of("lb.example"), NOW);

    @TempDir
    Path directory;

    @Test
    void isReadWithTheChainInItsOrder() throws Exception {
        X509Certificate other = SelfSigned.certificate(SelfSigned.newKeyPair(), Set.of("authority.example"), NOW);
        Path chain = write("chain.pem", Pem.write(certificate), Pem.write(other));

        TlsIdentity read = new GivenCertificate(chain, key(pair.getPrivate())).current();

        assertThat(read.chain()).containsExactly(certificate, other);
        assertThat(read.key()).isEqualTo(pair.getPrivate());
    }

    @Test
    void itsKeyMayBeInTheFormsOfOldToo() throws Exception {
        KeyPair rsa = rsa();
        Path rsaKey = write("rsa.pem", text(rsa));
        Path ecKey = write("ec.pem", text(oldForm((ECPrivateKey) pair.getPrivate())));

        assertThat(Files.readString(rsaKey)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(Pem.privateKey(rsaKey)).isEqualTo(rsa.getPrivate());
        assertThat(Files.readString(ecKey)).contains("BEGIN EC PRIVATE KEY");
        assertThat(KeyMatch.of(Pem.privateKey(ecKey), pair.getPublic())).isTrue();
    }

    @Test
    void aKeyOfSomethingElseIsRefused() throws Exception {
        assertRefused(given(key(SelfSigned.newKeyPair().getPrivate())), "is not that of the first certificate");
        assertRefused(given(key(rsa().getPrivate())), "is not that of the first certificate");
    }

    @Test
    void whatIsNotThereOrNotPemIsRefusedByName() throws Exception {
        Path nowhere = directory.resolve("nowhere.pem");
        Path text = write("text.pem", "no key".getBytes(StandardCharsets.US_ASCII));

        assertRefused(given(nowhere), nowhere + " cannot be read: there is no such file.");
        assertRefused(given(text), text + " holds no private key in PEM.");
        assertRefused(new GivenCertificate(text, text), text + " holds no certificate in PEM.");
        assertRefused(new GivenCertificate(nowhere, text), nowhere + " cannot be read: there is no such file.");
    }

    @Test
    void anEncryptedKeyIsRefusedWithWhatToDo() throws Exception {
        OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword("secret".toCharArray())
                .build();
        Path locked = write("locked.pem", text(new JcaPKCS8Generator(pair.getPrivate(), encryptor)));

        assertRefused(given(locked), "the key in " + locked + " is encrypted");
    }

    private GivenCertificate given(Path key) throws IOException {
        return new GivenCertificate(write("certificate.pem", Pem.write(certificate)), key);
    }

    private Path key(PrivateKey key) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    /** As openssl ecparam writes it (RFC 5915). */
    private static PemObject oldForm(ECPrivateKey key) throws IOException {
        return new PemObject(
                "EC PRIVATE KEY",
                new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                        .getEncoded());
    }

    private static byte[] text(Object written) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(written);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair rsa() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Path write(String name, byte[]... parts) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file);
        for (byte[] part : parts) {
            Files.write(file, part, StandardOpenOption.APPEND);
        }
        return file;
    }

    private static void assertRefused(GivenCertificate given, String sentence) {
        assertThatExceptionOfType(UnusableCertificateException.class)
                .isThrownBy(given::current)
                .withMessageContaining(sentence);
    }
}
