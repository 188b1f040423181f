package io.steelyard.conformance.tls;

import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An authority, and openssl as what says over HTTP what has become of its certificates. */
final class Responder implements AutoCloseable {
    private static final String SERIAL = "1001";
    private static final String EXPIRY = "491231235959Z";

    private final Path directory;
    private final Process process;
    private final Certificate certificate;

    private Responder(Path directory, Process process, Certificate certificate) {
        this.directory = directory;
        this.process = process;
        this.certificate = certificate;
    }

    /** Certifies a host, whose certificate names this responder, and answers that it is good. */
    static Responder start(Path directory, String host) throws IOException, InterruptedException {
        int port = FreePort.pick();
        Certificate certificate = Certificate.withResponder(directory, host, SERIAL, "http://127.0.0.1:" + port);
        Path index = directory.resolve("index.txt");
        Files.writeString(index, String.join("\t", "V", EXPIRY, "", SERIAL, "unknown", "/CN=" + host) + "\n");
        String authority = directory.resolve(host + "-root.crt").toString();
        Process process = new ProcessBuilder(
                        "openssl",
                        "ocsp",
                        "-port",
                        Integer.toString(port),
                        "-index",
                        index.toString(),
                        "-CA",
                        authority,
                        "-rsigner",
                        authority,
                        "-rkey",
                        directory.resolve(host + "-root.key").toString(),
                        "-nmin",
                        "60")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("responder.log").toFile())
                .start();
        Responder responder = new Responder(directory, process, certificate);
        // Not by a connection: it would wait for what that one says, and serve nobody else.
        await().atMost(Site.LIMIT).until(() -> responder.log().contains("waiting for OCSP client connections"));
        return responder;
    }

    Certificate certificate() {
        return certificate;
    }

    /** What it printed. */
    String log() throws IOException {
        return Files.readString(directory.resolve("responder.log"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
