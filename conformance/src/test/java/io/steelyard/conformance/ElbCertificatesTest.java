package io.steelyard.conformance;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.tls.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-boto3 and python3-boto, unmodified, with certificates of an account. */
class ElbCertificatesTest {
    private static final String KEY = "AKIDEXAMPLE";
    private static final String OTHER_KEY = "AKIDOTHER";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @TempDir
    Path directory;

    private final String address = "127.20." + ThreadLocalRandom.current().nextInt(1, 255) + ".1";
    private HttpServer instance;

    @BeforeEach
    void startInstance() throws Exception {
        byte[] answer = "i-one".getBytes(StandardCharsets.US_ASCII);
        instance = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        instance.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        instance.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        instance.start();
        Certificate.rsa(directory, "shop");
        Certificate.rsa(directory, "blog");
    }

    @AfterEach
    void stopInstance() {
        instance.stop(0);
    }

    @Test
    void listenersShowCertificatesOfTheAccountAndSpeakWhatTheirPoliciesSay() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options())) {
            PythonClient.runWith(
                    directory,
                    "boto3_certificates.py",
                    service.api().toString(),
                    KEY,
                    SECRET,
                    port(),
                    address,
                    directory.toString(),
                    OTHER_KEY);
        }
    }

    @Test
    void aCertificateAndWhatShowsItOutliveKillMinusNine() throws Exception {
        Path data = directory.resolve("data");
        int part = ThreadLocalRandom.current().nextInt(1, 255);
        String[] vips = {
            "--public-vips", "127.108." + part + ".0/24", "--servicenet-vips", "127.109." + part + ".0/24",
        };
        SteelyardProcess killed = SteelyardProcess.start(
                data,
                "127.0.0.1:0",
                Stream.of(vips, options()).flatMap(Stream::of).toArray(String[]::new));
        keeps(killed, "make");
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", vips)) {
            keeps(service, "look");
        }
    }

    private void keeps(SteelyardProcess service, String step) throws IOException, InterruptedException {
        PythonClient.runWith(
                directory,
                "boto3_certificates_keep.py",
                service.api().toString(),
                KEY,
                SECRET,
                port(),
                directory.toString(),
                step);
    }

    private String port() {
        return Integer.toString(instance.getAddress().getPort());
    }

    private String[] options() {
        return new String[] {
            "--account", "shop:0123456789abcdef:123456789012",
            "--account", "other:0123456789abcdef:123456789013",
            "--access-key", KEY + ":" + SECRET + ":123456789012",
            "--access-key", OTHER_KEY + ":" + SECRET + ":123456789013",
            "--instance", "i-one=" + address + "@us-east-1a"
        };
    }
}
