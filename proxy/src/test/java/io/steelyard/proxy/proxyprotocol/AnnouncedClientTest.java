package io.steelyard.proxy.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that are told whose connections they get. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class AnnouncedClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path directory;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final FaultyBackend node;
    private final TestHost host;

    AnnouncedClientTest(Transport transport) throws IOException {
        node = FaultyBackend.serving((backend, client) -> {
            InputStream in = client.getInputStream();
            String line = line(in);
            while (!line.isEmpty()) {
                lines.add(line);
                if (line.equals("\r\n")) {
                    backend.send(client, octets(OK));
                }
                line = line(in);
            }
        });
        host = TestHost.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        host.close();
    }

    private TestBalancer serve(Protocol protocol, int version) {
        return host.serve(announcing(TestBalancer.tcp(1, node).withProtocol(protocol), version));
    }

    private static TestBalancer announcing(TestBalancer balancer, int version) {
        TrafficOptions options = new TrafficOptions(List.of(new ProxyProtocol(version)));
        return balancer.withPolicy(policy -> policy.withOptions(options));
    }

    @Test
    void aRelayedConnectionBeginsWithItsClient() throws IOException {
        TestBalancer balancer = serve(Protocol.TCP, 1);

        try (Socket client = balancer.connectFrom("127.0.0.9")) {
            ask(client);

            assertThat(lines.element())
                    .isEqualTo("PROXY TCP4 127.0.0.9 127.78.0.1 %d %d\r\n"
                            .formatted(client.getLocalPort(), balancer.address().getPort()));
            assertThat(lines).element(1).isEqualTo("GET / HTTP/1.1\r\n");
        }
    }

    @Test
    void aTlsHelloThatIsPassedThroughComesBehindIt() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTPS, 1);

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(new byte[] {22, 3, 1, 0, 6, 1, 0, 0, 2, 3, '\n'});

            await().atMost(LIMIT).until(() -> lines.size() >= 2);
            assertThat(lines.poll()).startsWith("PROXY TCP4 127.0.0.1 127.78.0.1 ");
            assertThat(lines.element()).startsWith("\u0016\u0003\u0001");
        }
    }

    @Test
    void anHttpClientsRequestsShareANodeConnectionWithNobodyElse() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTP, 1);

        try (Socket first = balancer.connectFrom("127.0.0.9");
                Socket second = balancer.connectFrom("127.0.0.10")) {
            for (int request = 0; request < 3; request++) {
                ask(first);
                ask(second);
            }

            assertThat(node.accepted()).isEqualTo(2);
            assertThat(lines.stream().filter(line -> line.startsWith("PROXY ")))
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).startsWith("PROXY TCP4 127.0.0.9 "))
                    .anySatisfy(line -> assertThat(line).startsWith("PROXY TCP4 127.0.0.10 "));
        }
        await().atMost(LIMIT).until(() -> node.open() == 0);
    }

    @Test
    void whenItIsSwitchedOffNothingIsSaidAndConnectionsAreShared() throws IOException {
        TestBalancer on = serve(Protocol.HTTP, 1);
        try (Socket client = on.connect()) {
            ask(client);
        }
        TestBalancer off = host.serve(on.withPolicy(policy -> policy.withOptions(TrafficOptions.NONE)));
        lines.clear();

        try (Socket client = off.connect()) {
            ask(client);
        }

        assertThat(lines.element()).isEqualTo("GET / HTTP/1.1\r\n");
    }

    @Test
    void haproxyAsANodeUnderstandsBothVersions() throws Exception {
        for (int version = 1; version <= ProxyProtocol.MAX_VERSION; version++) {
            lines.clear();
            try (Haproxy between = Haproxy.start(directory, "tcp", "accept-proxy", node.address(), "send-proxy")) {
                TestBalancer behind = TestBalancer.tcp(version, node).withNodesAt(List.of(between.address()));
                TestBalancer balancer = host.serve(announcing(behind, version));
                try (Socket client = balancer.connectFrom("127.0.0.9")) {
                    ask(client);

                    assertThat(lines.element())
                            .as("version " + version)
                            .startsWith("PROXY TCP4 127.0.0.9 127.78.0.1 " + client.getLocalPort() + " ");
                }
            }
        }
    }

    @Test
    void aCheckSaysThatItIsNobodys() {
        Check check = new Check.Http("/health", "^200$", Optional.empty(), Optional.empty(), false);
        HealthMonitor monitor = new HealthMonitor(check, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

        host.serve(serve(Protocol.HTTP, 1).withFeature(listener -> listener.withMonitor(Optional.of(monitor))));

        await().atMost(LIMIT).until(() -> lines.contains("GET /health HTTP/1.1\r\n"));
        assertThat(lines.element()).isEqualTo("PROXY UNKNOWN\r\n");
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write(octets(GET));
        assertThat(new String(client.getInputStream().readNBytes(OK.length()), StandardCharsets.US_ASCII))
                .isEqualTo(OK);
    }

    /** With its end; empty at the end of all. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet >= 0) {
            line.append((char) octet);
            if (octet == '\n') {
                return line.toString();
            }
            octet = in.read();
        }
        return "";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
