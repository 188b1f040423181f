package io.steelyard.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.control.node.NodeRules;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.SamplePools;
import io.steelyard.testkit.tls.Openssl;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a delivery sends, to where, and for how long. */
class PinnedPostTest {
    private static final VipPools POOLS = SamplePools.of("127.100.0.0/16", "127.101.0.0/16");
    private static final int TLS_HANDSHAKE = 0x16;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] BODY = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener = listener();
    private volatile String answer = "HTTP/1.1 204 No Content\r\n\r\n";
    private final PinnedPost post = new PinnedPost(rules(true, Set.of()));

    @BeforeEach
    void listen() {
        Thread.startVirtualThread(() -> {
            while (true) {
                try {
                    Socket connection = listener.accept();
                    connections.add(connection);
                    serve(connection);
                } catch (IOException over) {
                    if (listener.isClosed()) {
                        return;
                    }
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        post.close();
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Test
    void postsWhatItIsGivenAndTellsTheStatus() throws IOException {
        int status = post.send(url("/hook?a=b%20c"), Map.of("Steelyard-Timestamp", "5"), BODY);

        assertThat(status).isEqualTo(204);
        assertThat(received)
                .containsExactly("POST /hook?a=b%20c HTTP/1.1\r\n" + "Host: 127.0.0.1:" + listener.getLocalPort()
                        + "\r\nContent-Type: application/json\r\nConnection: close\r\nUser-Agent: Steelyard\r\n"
                        + "Steelyard-Timestamp: 5\r\nContent-Length: 13\r\n\r\n{\"events\":[]}");
    }

    @Test
    void postsToTheRootWhenTheUrlHasNoPath() throws IOException {
        post.send(url(""), Map.of(), BODY);

        assertThat(received.getFirst()).startsWith("POST / HTTP/1.1\r\n");
    }

    @Test
    void aRedirectIsAStatusAndLeadsNowhere() throws IOException {
        answer = "HTTP/1.1 302 Found\r\nLocation: " + url("/elsewhere") + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(post.send(url("/hook"), Map.of(), BODY)).isEqualTo(302);
        assertThat(received).hasSize(1);
    }

    /** Each stands for an address on which somebody listens who would answer. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0", "[::]"})
    void nothingGoesToLoopbackUnlessTheOperatorAllowsIt(String host) {
        try (PinnedPost strict = new PinnedPost(rules(false, Set.of()))) {
            assertThatThrownBy(() -> strict.send(at(host), Map.of(), BODY)).isInstanceOf(IOException.class);
        }
        assertThat(connections).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.100.0.1",
                "127.101.3.4",
                "127.9.9.9",
                "[::ffff:127.9.9.9]",
                "[64:ff9b::7f09:909]",
                "169.254.169.254",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "224.0.0.1",
                "255.255.255.255"
            })
    void nothingGoesToTheServicesOwnNetworksWhateverIsAllowed(String host) {
        assertThatThrownBy(() -> post.send(at(host), Map.of(), BODY))
                .isInstanceOf(IOException.class)
                .hasMessage("its host stands for an address that nothing is sent to");
        assertThat(connections).isEmpty();
    }

    @Test
    void nothingGoesToTheServicesOwnPorts() {
        try (PinnedPost own = new PinnedPost(rules(true, Set.of(new Port(listener.getLocalPort()))))) {
            assertThatThrownBy(() -> own.send(url("/"), Map.of(), BODY))
                    .hasMessage("its host stands for an address that nothing is sent to");
        }
        assertThat(connections).isEmpty();
    }

    @Test
    void aHostThatNobodyKnowsIsSaidToBeSo() {
        assertThatThrownBy(() -> post.send(at("no-such-host.invalid"), Map.of(), BODY))
                .hasMessage("its host is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n", "HTTP/2 200\r\n", "HTTP/1.1 999 x\r\n", "\r\n", "HTTP/1.1 200x\r\n"})
    void whatIsNoHttpIsNoAnswer(String line) {
        answer = line;

        assertThatThrownBy(() -> post.send(url("/"), Map.of(), BODY))
                .isInstanceOf(IOException.class)
                .hasMessage("it was answered with something else than HTTP");
    }

    @Test
    void aLineWithoutAnEndIsNoAnswer() {
        answer = "x".repeat(1 << 20);

        assertThatThrownBy(() -> post.send(url("/"), Map.of(), BODY)).isInstanceOf(IOException.class);
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        answer = "";

        try (PinnedPost hasty = new PinnedPost(rules(true, Set.of()), SHORT)) {
            assertThatThrownBy(() -> hasty.send(url("/"), Map.of(), BODY)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoNeverAnswersAHandshakeIsGivenUp() {
        answer = "";
        URI secured = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");

        try (PinnedPost hasty = new PinnedPost(rules(true, Set.of()), SHORT)) {
            assertThatThrownBy(() -> hasty.send(secured, Map.of(), BODY)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingIsSentToWhoCannotProveItsName(@TempDir Path directory) throws Exception {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        Openssl.run(
                "",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-subj",
                "/CN=localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        int port = FreePort.pick();
        Path output = directory.resolve("output");
        Process server = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        "127.0.0.1:" + port,
                        "-key",
                        key.toString(),
                        "-cert",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().until(() -> Files.readString(output).contains("ACCEPT"));

            assertThatThrownBy(() -> post.send(URI.create("https://127.0.0.1:" + port + "/"), Map.of(), BODY))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(Files.readString(output)).doesNotContain("POST");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder request = new StringBuilder();
        int next = in.read();
        for (; next >= 0 && next != '}' && next != TLS_HANDSHAKE; next = in.read()) {
            request.append((char) next);
        }
        received.add(request.append((char) next).toString());
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        if (!answer.isEmpty()) {
            connection.close();
        }
    }

    private URI url(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + pathAndQuery);
    }

    private URI at(String host) {
        return URI.create("http://" + host + ":" + listener.getLocalPort() + "/");
    }

    private static NodeRules rules(boolean loopback, Set<Port> own) {
        return new NodeRules(loopback, () -> own, POOLS, List.of(Cidr.require("127.9.0.0/16")));
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
