package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over TLS, asked by curl. The listeners are on all addresses; only loopback is spoken to. */
class TlsTest {
    private static final long LIMIT_SECONDS = 30;

    @TempDir
    Path directory;

    @Test
    void beyondLoopbackACertificateIsMadeOnceThatClientsCanTrust() throws Exception {
        Path data = directory.resolve("data");
        Path certificate = data.resolve("api-cert.pem");
        String fingerprint;
        try (SteelyardProcess service = SteelyardProcess.start(data, "0.0.0.0:0")) {
            String url = "https://localhost:" + service.api().getPort() + "/healthz";
            fingerprint = fingerprint(service);

            assertThat(service.api().getScheme()).isEqualTo("https");
            assertThat(curl("--cacert", certificate.toString(), url)).isEqualTo("ok\n");
            assertThat(curl(url)).isEmpty();
            assertThat(curl(url.replace("https", "http"))).isEmpty();
            assertThat(curl("--tls-max", "1.1", "-k", url)).isEmpty();
            assertThat(permissions(data.resolve("api-key.pem"))).isEqualTo("rw-------");
            assertThat(run("openssl", "x509", "-in", certificate.toString(), "-noout", "-fingerprint", "-sha256"))
                    .contains(fingerprint);
        }
        try (SteelyardProcess again = SteelyardProcess.start(data, "0.0.0.0:0")) {
            assertThat(fingerprint(again)).isEqualTo(fingerprint);
        }
    }

    @Test
    void aGivenCertificateIsServed() throws Exception {
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());

        try (SteelyardProcess service = SteelyardProcess.start(
                directory.resolve("data"),
                "127.0.0.1:0",
                "--tls-cert",
                certificate.toString(),
                "--tls-key",
                key.toString(),
                "--demo")) {
            String url = "https://localhost:" + service.api().getPort() + "/healthz";

            assertThat(service.api().getScheme()).isEqualTo("https");
            assertThat(curl("--cacert", certificate.toString(), url)).isEqualTo("ok\n");
            assertThat(Files.exists(service.data().resolve("api-key.pem"))).isFalse();
        }
    }

    private static String fingerprint(SteelyardProcess service) {
        return service.output().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("SHA-256 "))
                .map(line -> line.substring("SHA-256 ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** What curl printed; nothing when it failed. */
    private static String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "10", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
