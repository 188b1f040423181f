package io.steelyard.conformance.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.soak.Findings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a proxy might send that is worse than ours. */
class WatchingNodeTest {
    private static final String SENT =
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 24\r\n\r\nGET /b HTTP/1.1\r\nHost: a"
                    + "GET /c HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Findings findings = new Findings();
    private final WatchingNode node = new WatchingNode(findings);

    WatchingNodeTest() throws IOException {
        byte[] octets = SENT.getBytes(StandardCharsets.ISO_8859_1);
        node.expect(new Input(1, InetAddress.ofLiteral("127.9.9.9"), octets, List.of(octets.length), false));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void whatWasAskedMayComeInItsOrder() throws IOException {
        hear("POST /a HTTP/1.1", "Content-Length: 24\r\n", "GET /b HTTP/1.1\r\nHost: a");
        hear("GET /c HTTP/1.1", "", "");

        assertThat(findings.violations()).isEmpty();
        assertThat(node.heard()).isEqualTo(2);
    }

    @Test
    void aRequestOutOfTheContentOfAnotherIsFound() throws IOException {
        hear("GET /b HTTP/1.1", "", "");

        assertThat(findings.violations())
                .singleElement()
                .asString()
                .contains("GET /b")
                .contains("input 1");
    }

    @Test
    void aRequestThatComesTwiceIsFound() throws IOException {
        hear("POST /a HTTP/1.1", "Content-Length: 24\r\n", "GET /b HTTP/1.1\r\nHost: a");
        hear("POST /a HTTP/1.1", "Content-Length: 24\r\n", "GET /b HTTP/1.1\r\nHost: a");

        assertThat(findings.violations()).hasSize(1);
    }

    @Test
    void whatIsForOneHopIsFound() throws IOException {
        hear("POST /a HTTP/1.1", "Content-Length: 24\r\nConnection: x\r\n", "GET /b HTTP/1.1\r\nHost: a");

        assertThat(findings.violations()).singleElement().asString().contains("passed on connection");
    }

    @Test
    void whatIsNoRequestIsFound() throws IOException {
        hear("POST  /a HTTP/1.1", "", "");

        assertThat(findings.violations()).singleElement().asString().contains("could not read");
    }

    /** Sends it and waits for its answer, or for the end. */
    private void hear(String line, String fields, String content) throws IOException {
        try (Socket proxy =
                new Socket(node.address().getAddress(), node.address().getPort())) {
            String request = line + "\r\nHost: a\r\n" + fields + "X-Forwarded-For: 127.9.9.9\r\n\r\n" + content;
            proxy.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            proxy.shutdownOutput();
            byte[] answer = proxy.getInputStream().readAllBytes();
            assertThat(answer.length).isNotNegative();
        }
    }
}
