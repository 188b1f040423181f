package io.steelyard.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.NodeWatcher;
import io.steelyard.proxy.upstream.Target;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS checks of OpenSSL's server, whose certificate nobody would trust. */
class HttpsCheckTest {
    private final Sockets sockets = Sockets.open(Transport.NIO, 1);
    private final Loops loops = Loops.start(sockets, Ticker.systemTicker());
    private final Checks checks = Checks.start(loops, CheckLimits.within(1_000));

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificate() throws Exception {
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=elsewhere.invalid",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem"));
    }

    @AfterEach
    void stop() {
        checks.close();
        sockets.close();
    }

    @Test
    void aNodeIsOnlineWhateverItsCertificateIsAndIsAskedByName() throws Exception {
        Files.writeString(directory.resolve("health"), "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nall fine");
        InetSocketAddress address = TestBalancer.freeAddress();
        Process server = serve(
                address,
                "-HTTP",
                "-servername",
                "shop.example.com",
                "-servername_fatal",
                "-cert2",
                "cert.pem",
                "-key2",
                "key.pem");
        try {
            NodeState node = watch(address);

            await().until(() -> node.availability() == Availability.ONLINE);
        } finally {
            server.destroy();
        }
    }

    @Test
    void whatSpeaksNoTlsFails() throws IOException {
        try (FaultyBackend plain = FaultyBackend.named("plain")) {
            NodeState node = watch(plain.address());

            await().until(() -> node.availability() == Availability.OFFLINE);
            assertThat(node.cause()).map(Outage::failure).contains(NodeFailure.HANDSHAKE_FAILED);
        }
    }

    private NodeState watch(InetSocketAddress address) {
        NodeState node = new NodeState(
                new NodeId(1), Availability.HELD, HealthLimits.DEFAULT, loops::nanoTime, NodeWatcher.NONE);
        Check check =
                new Check.Http("/health", "^200$", Optional.of("all fine"), Optional.of("shop.example.com:8443"), true);
        checks.watch(
                new LoadBalancerId(1),
                new Target(node, address, Weight.ONE),
                new HealthMonitor(check, Duration.ofSeconds(1), Duration.ofSeconds(1), 1),
                Optional.empty());
        return node;
    }

    private Process serve(InetSocketAddress address, String... more) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                "openssl",
                "s_server",
                "-quiet",
                "-accept",
                address.getHostString() + ":" + address.getPort(),
                "-cert",
                "cert.pem",
                "-key",
                "key.pem"));
        command.addAll(List.of(more));
        return start(command);
    }

    private void run(List<String> command) throws Exception {
        assertThat(start(command).waitFor()).isZero();
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
    }
}
