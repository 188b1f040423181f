package io.steelyard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.HealthResource;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.api.http.TlsIdentity;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsListenerTest {
    private final TlsIdentity identity = identity();
    private final ApiServer server = ApiServer.start(
            new Endpoint("127.0.0.1", 0, "127.0.0.1", Optional.of(identity)),
            HttpLimits.DEFAULT,
            RequestObserver.NOBODY,
            url -> List.of(new HealthResource()));

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOverTlsAndSaysSoInItsUrl() throws Exception {
        assertThat(server.url().getScheme()).isEqualTo("https");
        assertThat(get(identity.certificate())).isEqualTo("ok\n");
    }

    @Test
    void aClientThatTrustsAnotherCertificateRefusesIt() {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(identity().certificate()));
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    })
    void speaksWhatIsSafe(String protocol, String cipher) throws Exception {
        try (SSLSocket socket = socket(protocol, cipher)) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"})
    void refusesWhatIsNot(String cipher) throws Exception {
        try (SSLSocket socket = socket("TLSv1.2", cipher)) {
            assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake);
        }
    }

    @Test
    void doesNotAnswerPlainHttp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
        }
    }

    @Test
    void answersUnderNamesThatTheCertificateDoesNotHave() throws Exception {
        try (SSLSocket socket = socket("TLSv1.3", "TLS_AES_256_GCM_SHA384")) {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void servesARenewedCertificateOnNewConnections() throws Exception {
        TlsIdentity renewed = identity();

        server.renew(renewed);

        assertThat(get(renewed.certificate())).isEqualTo("ok\n");
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> get(identity.certificate()));
    }

    @Test
    void aFileThatWasExchangedIsServedAndOneThatIsBrokenIsNot() throws Exception {
        GivenCertificate files = write(identity);
        CertificateWatch watch = new CertificateWatch(files, identity, server::renew, Duration.ofHours(1));
        TlsIdentity exchanged = identity();

        write(exchanged);
        watch.look();
        assertThat(get(exchanged.certificate())).isEqualTo("ok\n");

        Files.writeString(files.certificate(), "half");
        watch.look();
        assertThat(get(exchanged.certificate())).isEqualTo("ok\n");
    }

    private GivenCertificate write(TlsIdentity written) throws IOException {
        Path certificate = Files.write(directory.resolve("certificate.pem"), Pem.write(written.certificate()));
        Path key = Files.write(directory.resolve("key.pem"), Pem.write(written.key()));
        return new GivenCertificate(certificate, key);
    }

    private String get(X509Certificate trusted) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(PinnedTrust.context(trusted)).build()) {
            return client.send(
                            HttpRequest.newBuilder(server.url().resolve("/healthz"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private SSLSocket socket(String protocol, String cipher) throws IOException {
        SSLSocket socket = (SSLSocket) PinnedTrust.context(identity.certificate())
                .getSocketFactory()
                .createSocket("127.0.0.1", server.address().getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setEnabledCipherSuites(new String[] {cipher});
        return socket;
    }

    private static TlsIdentity identity() {
        KeyPair pair = SelfSigned.newKeyPair();
        return new TlsIdentity(
                pair.getPrivate(), List.of(SelfSigned.certificate(pair, Set.of("127.0.0.1"), Instant.now())));
    }
}
