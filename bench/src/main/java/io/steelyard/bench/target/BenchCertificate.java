package io.steelyard.bench.target;

import io.steelyard.bench.process.OwnProcess;
import io.steelyard.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The certificate that every target shows, which certifies itself, with a key on P-256.
 *
 * @param certificate PEM
 * @param key PEM
 * @param both the certificate and then its key in one file, as HAProxy reads it
 */
public record BenchCertificate(Path certificate, Path key, Path both) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Made in {@code directory}, valid for a day. */
    public static BenchCertificate in(Path directory) throws IOException, InterruptedException {
        Path certificate = directory.resolve("bench.crt");
        Path key = directory.resolve("bench.key");
        String said = run(List.of(
                Tool.OPENSSL.path().toString(),
                "req",
                "-x509",
                "-nodes",
                "-days",
                "1",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-subj",
                "/CN=bench",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        if (!Files.exists(certificate)) {
            throw new IOException("openssl made no certificate: " + said);
        }
        Path both = Files.writeString(
                directory.resolve("bench.pem"), Files.readString(certificate) + Files.readString(key));
        return new BenchCertificate(certificate, key, both);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        try (OwnProcess openssl = OwnProcess.start("openssl", command)) {
            return openssl.awaitOutput(LIMIT);
        }
    }
}
