package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.engine.HostEngine;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.FreePort;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of hostile and valid requests in conformance/http-corpus, judged by what its own backend saw. Needs python3. */
class CorpusTest {
    private static final Path CORPUS = Path.of("..", "conformance", "http-corpus", "run.py");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void nothingAmbiguousReachesANode(Transport transport) throws IOException, InterruptedException {
        int backend = FreePort.pick();
        try (TestHost host = TestHost.start(transport, limits(1))) {
            TestBalancer balancer = host.serve(balancer(backend));

            assertClean(run(balancer, backend));
        }
    }

    /** In TLS, behind a request that was served, beside a connection that waits, and each octet by itself. */
    @Test
    void norWithinTlsOctetByOctetOnConnectionsThatServedBefore() throws IOException, InterruptedException {
        int backend = FreePort.pick();
        TestCertificate certificate = TestCertificate.selfSigned("lb.test");
        DesiredTls tls = new DesiredTls(
                new DesiredCertificate(certificate.chain(), new Secret(certificate.privateKey())),
                List.of(),
                TlsVersion.USUAL,
                CipherProfile.DEFAULT);
        // The longest head that is served has 745 octets, and takes more than a second where timers are late.
        try (TestHost host = TestHost.start(Transport.EPOLL, limits(8))) {
            TestBalancer balancer = host.serve(balancer(backend).withFeature(listener -> listener.withTls(tls)));

            assertClean(run(balancer, backend, "--tls", "--reuse", "--bytewise", "--wait", "10"));
        }
    }

    private static void assertClean(Run run) {
        assertThat(run.output()).contains("lenient 0, FAIL 0, CRIT 0");
        assertThat(run.exitStatus()).as(run.output()).isZero();
    }

    private static HostEngine.Limits limits(int idleSeconds) {
        return TestHost.LIMITS.withHttp(HttpLimits.DEFAULT.withClientIdle(Duration.ofSeconds(idleSeconds)));
    }

    private record Run(int exitStatus, String output) {}

    private static Run run(TestBalancer balancer, int backend, String... how) throws IOException, InterruptedException {
        String proxy = balancer.address().getAddress().getHostAddress() + ":"
                + balancer.address().getPort();
        List<String> command = new ArrayList<>(
                List.of("python3", CORPUS.toString(), "--strict", "--proxy", proxy, "--backend", "" + backend));
        command.addAll(List.of(how));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
}
