package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** TLS goes on after a crash of each process and of both, with all certificates. */
class TerminationCrashTest {
    @Test
    void everyCertificateIsServedAgain(@TempDir Path directory) throws Exception {
        Certificate usual = Certificate.issued(directory, "usual.test");
        Certificate other = Certificate.selfSigned(directory, "other.test");
        try (Site site = Site.start(directory.resolve("data"))) {
            JsonNode balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                    + usual.termination("\"securePort\":8443", "\"secureTrafficOnly\":true"));
            site.change("POST", balancer, "/ssltermination/certificatemappings", other.mapping("other.test"));
            InetSocketAddress server = Site.address(balancer, 8443);

            site.killProxy();
            await().atMost(Site.LIMIT).untilAsserted(() -> assertServed(server));

            Site.kill(site.service().control());
            assertServed(server);
            site.restart();
            assertServed(server);

            site.killAll();
            await().atMost(Site.LIMIT).untilAsserted(() -> assertServed(server));
            site.change("PUT", balancer, "/ssltermination", other.termination());
            assertThat(Openssl.get(server).chain()).containsExactly("other.test");
        }
    }

    private static void assertServed(InetSocketAddress server) throws IOException, InterruptedException {
        Openssl.Handshake usual = Openssl.get(server, "-servername", "usual.test");
        assertThat(usual.succeeded()).as(usual.printed()).isTrue();
        assertThat(List.of(
                        usual.chain(),
                        Openssl.get(server, "-servername", "other.test").chain()))
                .containsExactly(List.of("usual.test", "usual.test-two", "usual.test-one"), List.of("other.test"));
    }
}
