package io.steelyard.conformance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void answersOfOneConnectionAreToldApart() throws Exception {
        serve(List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst",
                "HTTP/1.1 503 No\r\ncontent-length: 0\r\nConnection: Close\r\n\r\n"));
        try (PlainConnection connection = connect()) {
            PlainAnswer first = connection.get("/1", false);
            PlainAnswer second = connection.get("/2", false);

            assertThat(first.text()).isEqualTo("first");
            assertThat(first.keepsOpen()).isTrue();
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.keepsOpen()).isFalse();
        }
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsAFailure() throws Exception {
        serve(List.of(""));
        try (PlainConnection connection = connect()) {
            assertThatThrownBy(() -> connection.get("/", false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed without an answer");
        }
    }

    @Test
    void aBodyThatIsCutShortIsAFailure() throws Exception {
        serve(List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfir"));
        try (PlainConnection connection = connect()) {
            assertThatThrownBy(() -> connection.get("/", false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("2 octets short");
        }
    }

    private PlainConnection connect() throws IOException {
        return PlainConnection.open((InetSocketAddress) server.getLocalSocketAddress(), LIMIT);
    }

    /** Answers each request on one connection, then closes it. */
    private void serve(List<String> answers) {
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                byte[] request = new byte[1024];
                for (String answer : answers) {
                    if (client.getInputStream().read(request) < 0) {
                        return;
                    }
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }
}
