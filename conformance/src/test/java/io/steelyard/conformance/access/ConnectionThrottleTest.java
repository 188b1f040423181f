package io.steelyard.conformance.access;

import static io.steelyard.conformance.access.Visitor.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.tls.Certificate;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How much one client gets, on IPv4 and IPv6, in the clear and over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionThrottleTest {
    private static final String HTTP = "\"protocol\":\"HTTP\",\"port\":8080";
    private static final String ONE = "127.0.0.7";
    private static final String OTHER = "127.0.0.8";

    private final List<Visitor> open = new ArrayList<>();
    private Site site;
    private Certificate certificate;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.selfSigned(directory, "shop.test");
        site = Site.start(
                directory.resolve("data"),
                "--public-vips",
                "127.97.9.0/24,::1/128",
                "--servicenet-vips",
                "127.97.10.0/24");
    }

    @AfterEach
    void leave() throws IOException {
        for (Visitor visitor : open) {
            visitor.close();
        }
        open.clear();
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void givenAtCreationItHoldsForTheFirstConnectionsOfAllPortsTogetherAndOverACrash() throws Exception {
        JsonNode balancer = site.create(HTTP
                + ",\"connectionThrottle\":%s,\"sslTermination\":%s"
                        .formatted(throttle(0, 2, 0, 60), certificate.termination("\"securePort\":8443")));

        assertTwoAtOnce(balancer);
        site.killProxy();
        AccessListTest.awaitListening(Site.address(balancer, 8080));
        await().atMost(Site.LIMIT).untilAsserted(() -> assertTwoAtOnce(balancer));
        site.killAll();
        AccessListTest.awaitListening(Site.address(balancer, 8080));
        await().atMost(Site.LIMIT).untilAsserted(() -> assertTwoAtOnce(balancer));
    }

    private void assertTwoAtOnce(JsonNode balancer) throws IOException {
        InetSocketAddress plain = Site.address(balancer, 8080);
        InetSocketAddress secure = Site.address(balancer, 8443);
        leave();
        Visitor first = come(plain, ONE);
        assertThat(first.ask()).isEqualTo(200);
        assertThat(comeOverTls(secure, ONE).ask()).isEqualTo(200);

        Visitor third = come(plain, ONE);
        assertThat(third.ask()).isEqualTo(503);
        assertThat(third.isEnded()).isTrue();
        assertThat(comeOverTls(secure, ONE).ask()).isEqualTo(503);
        assertThat(come(plain, OTHER).ask()).isEqualTo(200);
        assertThat(first.ask()).as("one that was there before").isEqualTo(200);

        first.close();
        await().atMost(Site.LIMIT)
                .untilAsserted(() -> assertThat(come(plain, ONE).ask()).isEqualTo(200));
    }

    @Test
    void aChangeHoldsForTheNextConnection() throws Exception {
        JsonNode balancer = site.create(HTTP);
        InetSocketAddress plain = Site.address(balancer, 8080);
        site.change("PUT", balancer, "/connectionthrottle", throttle(0, 1, 0, 60));
        assertThat(come(plain, ONE).ask()).isEqualTo(200);
        assertThat(come(plain, ONE).ask()).isEqualTo(503);

        site.change("PUT", balancer, "/connectionthrottle", "{\"maxConnections\":2}");
        assertThat(come(plain, ONE).ask()).isEqualTo(200);
        assertThat(come(plain, ONE).ask()).isEqualTo(503);

        site.change("DELETE", balancer, "/connectionthrottle", "");
        assertThat(come(plain, ONE).ask()).isEqualTo(200);
        assertThat(come(plain, ONE).ask()).isEqualTo(200);
    }

    @Test
    void theRateCountsWhatIsBeyondTheFreeConnections() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"connectionThrottle\":" + throttle(2, 0, 3, 3600));
        InetSocketAddress plain = Site.address(balancer, 8080);

        for (int i = 0; i < 2 + 3; i++) {
            assertThat(come(plain, ONE).ask()).as("connection " + i).isEqualTo(200);
        }
        assertThat(come(plain, ONE).ask()).isEqualTo(503);
        leave();
        await().atMost(Site.LIMIT)
                .untilAsserted(() -> assertThat(Visitor.visit(plain, ONE)).isEqualTo(200));
    }

    @Test
    void whatIsNoHttpIsClosedWithoutAByte() throws Exception {
        JsonNode balancer =
                site.create("\"protocol\":\"TCP\",\"port\":8080,\"connectionThrottle\":" + throttle(0, 1, 0, 60));
        InetSocketAddress plain = Site.address(balancer, 8080);

        assertThat(come(plain, ONE).ask()).isEqualTo(200);
        assertThat(come(plain, ONE).ask()).isEqualTo(CLOSED);
    }

    @Test
    void clientsOfVersion6AreCountedToo() throws Exception {
        int port = FreePort.pick();
        site.createOn(
                "{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}",
                "\"protocol\":\"HTTP\",\"port\":%d,\"connectionThrottle\":%s".formatted(port, throttle(0, 1, 0, 60)),
                site.nodeBody());
        InetSocketAddress server = new InetSocketAddress("::1", port);

        assertThat(come(server, "::1").ask()).isEqualTo(200);
        assertThat(come(server, "::1").ask()).isEqualTo(503);
    }

    private static String throttle(int min, int max, int rate, int interval) {
        return "{\"minConnections\":%d,\"maxConnections\":%d,\"maxConnectionRate\":%d,\"rateInterval\":%d}"
                .formatted(min, max, rate, interval);
    }

    private Visitor come(InetSocketAddress server, String from) throws IOException {
        Visitor visitor = Visitor.at(server, from);
        open.add(visitor);
        return visitor;
    }

    private Visitor comeOverTls(InetSocketAddress server, String from) throws IOException {
        Visitor visitor = Visitor.at(server, from).overTls();
        open.add(visitor);
        return visitor;
    }
}
