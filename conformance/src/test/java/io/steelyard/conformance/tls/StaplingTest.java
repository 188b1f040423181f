package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an authority says of a tenant's certificate, from its responder into a client's handshake. */
class StaplingTest {
    private static final String GOOD = "Cert Status: good";

    @TempDir
    Path directory;

    @Test
    void whatTheResponderSaysIsHandedToClientsAndAgainByTheNextProxy() throws Exception {
        try (Responder responder = Responder.start(directory, "shop.test");
                Site site = Site.start(directory.resolve("data"))) {
            var balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                    + responder.certificate().termination("\"securePort\":8443"));
            InetSocketAddress address = Site.address(balancer, 8443);
            awaitStaple(address);

            site.killProxy();
            awaitStaple(address);
        }
    }

    @Test
    void whoIsToAskNobodyServesWithoutIt() throws Exception {
        try (Responder responder = Responder.start(directory, "shop.test");
                Site site = Site.start(directory.resolve("data"), "--ocsp-stapling", "off")) {
            var balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                    + responder.certificate().termination("\"securePort\":8443"));

            assertThat(Openssl.get(Site.address(balancer, 8443), "-status").printed())
                    .contains("no response sent", "200 OK");
            assertThat(responder.log()).doesNotContain("OCSP Request Data");
        }
    }

    private static void awaitStaple(InetSocketAddress address) {
        await().atMost(Site.LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(Openssl.get(address, "-status").printed()).contains(GOOD, "200 OK"));
    }
}
