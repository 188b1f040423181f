package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.steelyard.conformance.Site;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** TLS that ends at a load balancer, from the request to openssl's handshake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminationTest {
    private static final String HTTP = "\"protocol\":\"HTTP\",\"port\":8080";
    private static final String ON_8443 = "\"securePort\":8443";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Site site;
    private Certificate shop;
    private Certificate other;
    private Certificate rsa;
    private Path root;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        shop = Certificate.issued(directory, "shop.test");
        other = Certificate.selfSigned(directory, "other.test");
        rsa = Certificate.rsa(directory, "rsa.test");
        root = Files.writeString(directory.resolve("root.pem"), shop.root());
        site = Site.start(directory.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        http.close();
        site.close();
    }

    @Test
    void givenAtCreationItHoldsForTheFirstConnection() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"sslTermination\":" + shop.termination(ON_8443));

        Openssl.Handshake first = Openssl.get(
                Site.address(balancer, 8443),
                "-CAfile",
                root.toString(),
                "-verify_hostname",
                "shop.test",
                "-verify_return_error");

        assertThat(first.printed())
                .contains("Verify return code: 0 (ok)", "HTTP/1.1 200 OK")
                .contains("x-forwarded-proto: https\n", "x-forwarded-port: 8443\n", "x-forwarded-for: 127.0.0.1\n");
        assertThat(first.chain()).containsExactly("shop.test", "shop.test-two", "shop.test-one");
        assertThat(plain(balancer, 8080).body()).contains("x-forwarded-proto: http\n");
    }

    @Test
    void givenLaterItIsServedBesideThePlainPortUntilItIsAlone() throws Exception {
        JsonNode balancer = site.create(HTTP);
        assertThat(refused(balancer, 8443)).isTrue();

        site.change("PUT", balancer, "/ssltermination", shop.termination(ON_8443));
        assertThat(Openssl.get(Site.address(balancer, 8443)).succeeded()).isTrue();
        assertThat(plain(balancer, 8080).statusCode()).isEqualTo(200);

        site.change("PUT", balancer, "/ssltermination", "{\"secureTrafficOnly\":true}");
        assertThat(Openssl.get(Site.address(balancer, 8443)).succeeded()).isTrue();
        assertThat(refused(balancer, 8080)).isTrue();

        site.change("PUT", balancer, "/ssltermination", "{\"enabled\":false}");
        assertThat(refused(balancer, 8443)).isTrue();

        site.change("PUT", balancer, "/ssltermination", "{\"enabled\":true}");
        assertThat(Openssl.get(Site.address(balancer, 8443)).chain()).startsWith("shop.test");

        site.change("DELETE", balancer, "/ssltermination", "");
        assertThat(refused(balancer, 8443)).isTrue();
        assertThat(plain(balancer, 8080).statusCode()).isEqualTo(200);
    }

    @Test
    void aPutWithoutACertificateKeepsTheOneThatIsStored() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"sslTermination\":" + shop.termination(ON_8443));

        JsonNode answer = site.change(
                "PUT",
                balancer,
                "/ssltermination",
                "{\"sslTermination\":{\"enabled\":true,\"securePort\":9443,\"secureTrafficOnly\":false}}");

        assertThat(answer.at("/sslTermination/certificate").asString()).isEqualTo(shop.certificate());
        assertThat(refused(balancer, 8443)).isTrue();
        assertThat(Openssl.get(Site.address(balancer, 9443)).chain())
                .containsExactly("shop.test", "shop.test-two", "shop.test-one");
    }

    @Test
    void onlyTheVersionsThatAreEnabledAreSpoken() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"sslTermination\":" + shop.termination(ON_8443));
        assertThat(spoken(balancer)).containsExactly("none", "none", "TLSv1.2", "TLSv1.3");

        site.change(
                "PUT",
                balancer,
                "/ssltermination",
                "{\"securityProtocols\":[%s,%s]}".formatted(version("TLS_10", true), version("TLS_11", true)));
        assertThat(spoken(balancer)).containsExactly("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

        site.change(
                "PUT",
                balancer,
                "/ssltermination",
                "{\"securityProtocols\":[%s,%s,%s]}"
                        .formatted(version("TLS_10", false), version("TLS_11", false), version("TLS_12", false)));
        assertThat(spoken(balancer)).containsExactly("none", "none", "none", "TLSv1.3");
    }

    @Test
    void aProfileOffersWhatTheApiListsAndNothingElse() throws Exception {
        JsonNode balancer =
                site.create(HTTP + ",\"sslTermination\":" + rsa.termination(ON_8443, "\"cipherProfile\":\"MODERN\""));
        assertThat(ciphers(balancer)).containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "none", "none");
        assertThat(listed(balancer))
                .contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .doesNotContain("_CBC_");

        site.change("PUT", balancer, "/ssltermination", "{\"cipherProfile\":\"DEFAULT\"}");
        assertThat(ciphers(balancer)).containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "none");

        site.change("PUT", balancer, "/ssltermination", "{\"cipherProfile\":\"COMPATIBLE\"}");
        assertThat(ciphers(balancer))
                .containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "AES128-SHA");
        assertThat(listed(balancer)).contains("TLS_RSA_WITH_AES_128_CBC_SHA");
    }

    @Test
    void hostsHaveCertificatesOfTheirOwn() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"sslTermination\":" + shop.termination(ON_8443));
        String mappings = "/ssltermination/certificatemappings";
        site.change("POST", balancer, mappings, other.mapping("www.other.test"));
        site.change("POST", balancer, mappings, rsa.mapping("*.other.test"));

        assertThat(presented(balancer, "www.other.test")).isEqualTo("other.test");
        assertThat(presented(balancer, "img.other.test")).isEqualTo("rsa.test");
        assertThat(presented(balancer, "a.img.other.test")).isEqualTo("shop.test");
        assertThat(presented(balancer, "shop.test")).isEqualTo("shop.test");
        assertThat(Openssl.get(Site.address(balancer, 8443), "-noservername").chain())
                .startsWith("shop.test");

        site.change("PUT", balancer, mappings + "/1", "{\"certificateMapping\":{\"hostName\":\"w3.other.test\"}}");
        assertThat(presented(balancer, "www.other.test")).isEqualTo("rsa.test");
        assertThat(presented(balancer, "w3.other.test")).isEqualTo("other.test");

        site.change("DELETE", balancer, mappings + "/2", "");
        assertThat(presented(balancer, "www.other.test")).isEqualTo("shop.test");
    }

    @Test
    void plainHttpIsRedirectedToTheSecurePort() throws Exception {
        JsonNode balancer = site.create(HTTP + ",\"httpsRedirect\":true,\"sslTermination\":"
                + shop.termination(ON_8443, "\"secureTrafficOnly\":true"));
        String host = Site.address(balancer, 0).getHostString();

        HttpResponse<String> redirect = plain(balancer, 8080, "/a%20b?c=d&e=%2F");

        assertThat(redirect.statusCode()).isEqualTo(301);
        assertThat(redirect.headers().firstValue("Location")).contains("https://" + host + ":8443/a%20b?c=d&e=%2F");
        assertThat(Openssl.get(Site.address(balancer, 8443)).succeeded()).isTrue();

        site.change("PUT", balancer, "", "{\"loadBalancer\":{\"httpsRedirect\":false}}");
        assertThat(refused(balancer, 8080)).isTrue();
    }

    @Test
    void theUsualPortIsLeftOutOfTheRedirect() throws Exception {
        assumeThat(lowPortsMayBeBound()).isTrue();
        JsonNode terminated = site.create("\"protocol\":\"HTTP\",\"httpsRedirect\":true,\"sslTermination\":"
                + shop.termination("\"secureTrafficOnly\":true"));
        JsonNode passed = site.create("\"protocol\":\"HTTPS\",\"httpsRedirect\":true");

        for (JsonNode balancer : List.of(terminated, passed)) {
            String host = Site.address(balancer, 0).getHostString();
            assertThat(plain(balancer, 80, "/x").headers().firstValue("Location"))
                    .contains("https://" + host + "/x");
        }
        assertThat(Openssl.get(Site.address(terminated, 443)).chain()).startsWith("shop.test");
    }

    @Test
    void whatIsNoHttpIsDecryptedToo() throws Exception {
        JsonNode balancer =
                site.create("\"protocol\":\"TCP\",\"port\":8080,\"sslTermination\":" + shop.termination(ON_8443));

        assertThat(Openssl.get(Site.address(balancer, 8443)).succeeded()).isTrue();
    }

    private HttpResponse<String> plain(JsonNode balancer, int port) throws IOException, InterruptedException {
        return plain(balancer, port, "/");
    }

    private HttpResponse<String> plain(JsonNode balancer, int port, String path)
            throws IOException, InterruptedException {
        String host = Site.address(balancer, port).getHostString();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(Site.LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Of a connection that is made now; what was open before may finish. */
    private static boolean refused(JsonNode balancer, int port) throws IOException {
        InetSocketAddress server = Site.address(balancer, port);
        try (Socket client = new Socket(server.getAddress(), port)) {
            return !client.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static List<String> spoken(JsonNode balancer) throws IOException, InterruptedException {
        InetSocketAddress server = Site.address(balancer, 8443);
        return List.of(
                spoken(server, "-tls1"),
                spoken(server, "-tls1_1"),
                spoken(server, "-tls1_2"),
                spoken(server, "-tls1_3"));
    }

    private static String spoken(InetSocketAddress server, String version) throws IOException, InterruptedException {
        Openssl.Handshake handshake = Openssl.get(server, version, "-cipher", "DEFAULT@SECLEVEL=0");
        return handshake.succeeded() ? handshake.version() : "none";
    }

    private static String version(String name, boolean enabled) {
        return "{\"securityProtocolName\":\"%s\",\"securityProtocolStatus\":\"%s\"}"
                .formatted(name, enabled ? "ENABLED" : "DISABLED");
    }

    /** What is agreed on with clients that know a good cipher, an older one, and one without forward secrecy. */
    private static List<String> ciphers(JsonNode balancer) throws IOException, InterruptedException {
        return List.of(
                cipher(balancer, "ECDHE-RSA-AES128-GCM-SHA256"),
                cipher(balancer, "ECDHE-RSA-AES128-SHA"),
                cipher(balancer, "AES128-SHA"));
    }

    private static String cipher(JsonNode balancer, String known) throws IOException, InterruptedException {
        Openssl.Handshake handshake =
                Openssl.get(Site.address(balancer, 8443), "-tls1_2", "-cipher", known + "@SECLEVEL=0");
        return handshake.succeeded() ? handshake.cipher() : "none";
    }

    private String listed(JsonNode balancer) throws IOException, InterruptedException {
        return site.client().text(Site.path(balancer) + "/ssltermination/ciphers");
    }

    private static String presented(JsonNode balancer, String host) throws IOException, InterruptedException {
        return Openssl.get(Site.address(balancer, 8443), "-servername", host)
                .chain()
                .getFirst();
    }

    private static boolean lowPortsMayBeBound() {
        try (ServerSocket low = new ServerSocket(443, 1, InetAddress.getByName("127.99.99.99"))) {
            return low.isBound();
        } catch (IOException refused) {
            return false;
        }
    }
}
