package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of hostile and valid requests in conformance/http-corpus, judged by what its own backend saw. Needs python3. */
class CorpusTest {
    private static final Path CORPUS = Path.of("..", "conformance", "http-corpus", "run.py");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void nothingAmbiguousReachesANode(Transport transport) throws IOException, InterruptedException {
        int backend = freePort();
        HostEngine.Limits limits = TestHost.LIMITS.withHttp(HttpLimits.DEFAULT.withClientIdle(Duration.ofSeconds(1)));
        try (TestHost host = TestHost.start(transport, limits)) {
            TestBalancer balancer = host.serve(balancer(backend));

            Run run = run(balancer, backend);

            assertThat(run.output()).contains("lenient 0, FAIL 0, CRIT 0");
            assertThat(run.exitStatus()).as(run.output()).isZero();
        }
    }

    private record Run(int exitStatus, String output) {}

    private static Run run(TestBalancer balancer, int backend) throws IOException, InterruptedException {
        String proxy = balancer.address().getAddress().getHostAddress() + ":"
                + balancer.address().getPort();
        Process process = new ProcessBuilder(
                        "python3", CORPUS.toString(), "--strict", "--proxy", proxy, "--backend", "" + backend)
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static TestBalancer balancer(int backend) {
        Endpoint node = new Endpoint(
                new NodeId(1),
                IpAddress.require("127.0.0.1"),
                new Port(backend),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY);
        return new TestBalancer(
                1,
                1,
                TestBalancer.freeAddress(),
                Protocol.HTTP,
                Algorithm.ROUND_ROBIN,
                List.of(node),
                UnaryOperator.identity());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }
}
