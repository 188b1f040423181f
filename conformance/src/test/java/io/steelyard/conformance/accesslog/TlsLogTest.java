package io.steelyard.conformance.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.tls.Certificate;
import io.steelyard.conformance.tls.TlsClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lines of clients that come over TLS: what is counted is what they said and heard within it. */
class TlsLogTest {
    private Site site;
    private Certificate certificate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.selfSigned(directory, "shop.test");
        site = Site.start(directory.resolve("data"), "--log-period", "2s");
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    @Test
    void aRequestHasALineWithTheBytesOfItsAnswer() throws Exception {
        JsonNode balancer = site.create(logged("HTTP"));
        String first;
        String second;
        try (TlsClient client = TlsClient.connect(Site.address(balancer, 8443))) {
            first = client.get("/first");
            second = client.get("/second");
        }

        assertThat(awaitLines(2))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("shop.test:8443 127.0.0.1 - - [")
                        .contains("\"GET /first HTTP/1.1\" 200 " + first.length() + " \"-\" \"-\" 127.0.0.1:"))
                .anySatisfy(line ->
                        assertThat(line).contains("\"GET /second HTTP/1.1\" 200 " + second.length() + " \"-\" \"-\" "));
    }

    @Test
    void aConnectionHasALineWithTheBytesOfBothDirections() throws Exception {
        try (ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> echo(echo));
            JsonNode balancer = site.create(logged("TCP"), Site.nodeBody(echo.getLocalPort()));
            String said = "0123456789".repeat(12_345);
            try (TlsClient client = TlsClient.connect(Site.address(balancer, 8443))) {
                client.send(said);
                assertThat(client.receive(said.length())).isEqualTo(said);
            }

            assertThat(awaitLines(1))
                    .singleElement()
                    .asString()
                    .contains(
                            " " + Site.address(balancer, 0).getHostString() + ":8443 127.0.0.1:" + echo.getLocalPort())
                    .contains(" 123450 123450 ");
        }
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    InputStream in = client.getInputStream()) {
                in.transferTo(client.getOutputStream());
            } catch (IOException ended) {
                // The next one may come.
            }
        }
    }

    private String logged(String protocol) {
        return "\"protocol\":\"%s\",\"port\":8080,\"connectionLogging\":{\"enabled\":true},\"sslTermination\":%s"
                .formatted(protocol, certificate.termination("\"securePort\":8443"));
    }

    private List<String> awaitLines(int count) throws Exception {
        await().atMost(Site.LIMIT).until(() -> Logs.lines(site.client()).size() >= count);
        return Logs.lines(site.client());
    }
}
