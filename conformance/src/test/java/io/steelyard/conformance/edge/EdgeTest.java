package io.steelyard.conformance.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What clients may do at the edge, as flags of {@code ./steelyard run} say: limits, PROXY protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
    private static final String CARRIER = "127.0.0.66";
    private static final String CLIENT = "127.0.0.67";

    private Site site;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        site = Site.start(
                temporary.resolve("data"),
                "--head-time",
                "1s",
                "--request-line-size",
                "1k",
                "--head-size",
                "2k",
                "--head-fields",
                "16",
                "--requests-per-connection",
                "1",
                "--proxy-protocol-from",
                CARRIER);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void eachLimitIsAnsweredByItsStatus() throws Exception {
        InetSocketAddress at = Site.address(site.create("\"protocol\":\"HTTP\",\"port\":8080"), 8080);
        String head = "GET / HTTP/1.1\r\nHost: a\r\n";

        assertThat(ask(at, CLIENT, head + "\r\n")).startsWith("HTTP/1.1 200 ").contains("\r\nConnection: close\r\n");
        assertThat(ask(at, CLIENT, head)).startsWith("HTTP/1.1 408 ");
        assertThat(ask(at, CLIENT, "GET /" + "x".repeat(1_100) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(ask(at, CLIENT, head + "A: " + "x".repeat(2_100) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(ask(at, CLIENT, head + "A: b\r\n".repeat(16) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void whoCarriesOthersSaysWhoTheyAre() throws Exception {
        JsonNode balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080");
        InetSocketAddress at = Site.address(balancer, 8080);
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        String header = "PROXY TCP4 192.0.2.7 198.51.100.1 51234 80\r\n";

        assertThat(ask(at, CARRIER, header + get)).startsWith("HTTP/1.1 200 ").contains("x-forwarded-for: 192.0.2.7\n");
        assertThat(ask(at, CARRIER, get)).isEmpty();
        assertThat(ask(at, CLIENT, header + get)).startsWith("HTTP/1.1 400 ");
        site.change(
                "POST", balancer, "/accesslist", "{\"accessList\":[{\"address\":\"192.0.2.7\",\"type\":\"DENY\"}]}");

        assertThat(ask(at, CARRIER, header + get)).isEmpty();
        site.killProxy();
        await().atMost(Site.LIMIT)
                .ignoreExceptions()
                .until(() ->
                        ask(at, CARRIER, header.replace(".7 ", ".8 ") + get).startsWith("HTTP/1.1 200 "));
    }

    /** All that is answered until the connection ends; empty where it ends without a word. */
    private static String ask(InetSocketAddress at, String from, String octets) throws IOException {
        try (Socket client = new Socket()) {
            client.bind(new InetSocketAddress(from, 0));
            client.setSoTimeout((int) Site.LIMIT.toMillis());
            client.connect(at);
            client.getOutputStream().write(octets.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }
}
