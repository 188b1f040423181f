package io.steelyard.conformance.access;

import static io.steelyard.conformance.access.Visitor.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.tls.Certificate;
import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who gets in, on IPv4 and IPv6, in the clear and over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessListTest {
    private static final String FRIEND = "127.0.0.7";
    private static final String OTHER = "127.0.0.8";
    private static final String HTTP = "\"protocol\":\"HTTP\",\"port\":8080";

    private Site site;
    private Certificate certificate;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        certificate = Certificate.selfSigned(directory, "shop.test");
        site = Site.start(
                directory.resolve("data"),
                "--public-vips",
                "127.97.7.0/24,::1/128",
                "--servicenet-vips",
                "127.97.8.0/24");
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void givenAtCreationItHoldsForTheFirstConnectionOnEveryPortAndOverACrash() throws Exception {
        JsonNode balancer = site.create(HTTP
                + ",\"accessList\":[%s],\"sslTermination\":%s"
                        .formatted(deny(OTHER), certificate.termination("\"securePort\":8443")));

        assertOtherIsKeptOut(balancer);
        site.killProxy();
        awaitListening(Site.address(balancer, 8080));
        assertOtherIsKeptOut(balancer);
        site.killAll();
        awaitListening(Site.address(balancer, 8080));
        assertOtherIsKeptOut(balancer);
    }

    private static void assertOtherIsKeptOut(JsonNode balancer) throws IOException {
        InetSocketAddress plain = Site.address(balancer, 8080);
        InetSocketAddress secure = Site.address(balancer, 8443);
        assertThat(Visitor.visit(plain, OTHER)).isEqualTo(CLOSED);
        assertThat(Visitor.visitOverTls(secure, OTHER)).isEqualTo(CLOSED);
        assertThat(Visitor.visit(plain, FRIEND)).isEqualTo(200);
        assertThat(Visitor.visitOverTls(secure, FRIEND)).isEqualTo(200);
    }

    @Test
    void aChangeHoldsForTheNextConnectionAndTheNextRequest() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"sslTermination\":" + certificate.termination("\"securePort\":8443"));
        InetSocketAddress plain = Site.address(balancer, 8080);
        InetSocketAddress secure = Site.address(balancer, 8443);
        try (Visitor open = Visitor.at(plain, OTHER);
                Visitor openOverTls = Visitor.at(secure, OTHER).overTls()) {
            assertThat(open.ask()).isEqualTo(200);
            assertThat(openOverTls.ask()).isEqualTo(200);

            JsonNode denied = append(balancer, deny("127.0.0.0/8"));

            assertThat(open.ask()).isEqualTo(403);
            assertThat(open.isEnded()).isTrue();
            assertThat(openOverTls.ask()).isEqualTo(403);
            assertThat(openOverTls.isEnded()).isTrue();
            assertThat(Visitor.visit(plain, FRIEND)).isEqualTo(CLOSED);

            append(balancer, "{\"address\":\"%s\",\"type\":\"ALLOW\"}".formatted(FRIEND));
            assertThat(Visitor.visit(plain, FRIEND)).isEqualTo(200);
            assertThat(Visitor.visitOverTls(secure, FRIEND)).isEqualTo(200);
            assertThat(Visitor.visit(plain, OTHER)).isEqualTo(CLOSED);

            site.change("DELETE", balancer, "/accesslist/" + denied.path("id").asInt(), "");
            assertThat(Visitor.visit(plain, OTHER)).isEqualTo(200);
            append(balancer, deny(OTHER));
            assertThat(Visitor.visit(plain, OTHER)).isEqualTo(CLOSED);
            site.change("DELETE", balancer, "/accesslist", "");
            assertThat(Visitor.visitOverTls(secure, OTHER)).isEqualTo(200);
        }
    }

    @Test
    void aHundredItemsHoldAndOneMoreIsRefusedWithNothingChanged() throws Exception {
        JsonNode balancer = site.create(HTTP);
        InetSocketAddress plain = Site.address(balancer, 8080);
        String items = IntStream.range(0, 98)
                .mapToObj(i -> deny("10.0.%d.0/24".formatted(i)))
                .collect(Collectors.joining(","));
        append(balancer, items + "," + deny("127.0.0.8/31") + ",{\"address\":\"127.0.0.9\",\"type\":\"ALLOW\"}");

        assertThat(site.client()
                        .post(Site.path(balancer) + "/accesslist", "{\"accessList\":[%s]}".formatted(deny(FRIEND)))
                        .status())
                .isEqualTo(413);

        assertThat(Visitor.visit(plain, FRIEND)).isEqualTo(200);
        assertThat(Visitor.visit(plain, OTHER)).isEqualTo(CLOSED);
        assertThat(Visitor.visit(plain, "127.0.0.9")).isEqualTo(200);
    }

    @Test
    void clientsOfVersion6AreJudgedByTheirOwnItems() throws Exception {
        int port = FreePort.pick();
        JsonNode balancer = site.createOn(
                "{\"type\":\"PUBLIC\",\"ipVersion\":\"IPV6\"}",
                "\"protocol\":\"HTTP\",\"port\":%d,\"accessList\":[%s]".formatted(port, deny("0.0.0.0/0")),
                site.nodeBody());
        InetSocketAddress server = new InetSocketAddress("::1", port);
        assertThat(Visitor.visit(server, "::1")).isEqualTo(200);

        append(balancer, deny("::/64"));
        assertThat(Visitor.visit(server, "::1")).isEqualTo(CLOSED);
        site.killAll();
        awaitListening(server);
        assertThat(Visitor.visit(server, "::1")).isEqualTo(CLOSED);

        append(balancer, "{\"address\":\"::1\",\"type\":\"ALLOW\"}");
        assertThat(Visitor.visit(server, "::1")).isEqualTo(200);
    }

    /** The first of the items that the list has now. */
    private JsonNode append(JsonNode balancer, String items) throws Exception {
        site.change("POST", balancer, "/accesslist", "{\"accessList\":[%s]}".formatted(items));
        return site.client().get(Site.path(balancer) + "/accesslist").body().at("/accessList/0");
    }

    private static String deny(String address) {
        return "{\"address\":\"%s\",\"type\":\"DENY\"}".formatted(address);
    }

    /** Waits for somebody to take connections; what becomes of the one that is made is not looked at. */
    static void awaitListening(InetSocketAddress server) {
        String from = server.getAddress() instanceof Inet6Address ? "::1" : FRIEND;
        await().atMost(Site.LIMIT).ignoreException(ConnectException.class).until(() -> {
            Visitor.visit(server, from);
            return true;
        });
    }
}
