package io.steelyard.proxy.tls;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import io.steelyard.testkit.tls.Openssl;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** A host with one balancer that ends TLS before a node that answers every request. */
final class TlsSite implements AutoCloseable {
    static final String GET = "GET / HTTP/1.1\r\nHost: lb.test\r\nConnection: close\r\n\r\n";

    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final TestHost host;
    private final FaultyBackend node;
    private TestBalancer balancer;

    private TlsSite(TestHost host, FaultyBackend node, TestBalancer balancer) {
        this.host = host;
        this.node = node;
        this.balancer = balancer;
    }

    static TlsSite start(TlsLimits limits, DesiredTls tls) throws IOException {
        TestHost host = TestHost.start(Transport.EPOLL, TestHost.LIMITS.withTls(limits));
        FaultyBackend node = FaultyBackend.serving((_, client) -> {
            int ends = 0;
            for (int octet = client.getInputStream().read();
                    octet >= 0;
                    octet = client.getInputStream().read()) {
                ends = octet == '\n' ? ends + 1 : octet == '\r' ? ends : 0;
                if (ends == 2) {
                    client.getOutputStream().write(OK);
                }
            }
        });
        TestBalancer balancer = TestBalancer.tcp(1, node)
                .withProtocol(Protocol.HTTP)
                .withFeature(listener -> listener.withTls(tls))
                .at(1);
        return new TlsSite(host, node, host.serve(balancer));
    }

    static DesiredTls tls(TestCertificate certificate, DesiredTls.Mapping... mappings) {
        return new DesiredTls(desired(certificate), List.of(mappings), TlsVersion.USUAL, CipherProfile.DEFAULT);
    }

    static DesiredCertificate desired(TestCertificate certificate) {
        return new DesiredCertificate(certificate.chain(), new Secret(certificate.privateKey()));
    }

    /** Serves it so from now on. */
    void change(DesiredTls tls) {
        change(changed -> changed.withFeature(listener -> listener.withTls(tls)));
    }

    void change(UnaryOperator<TestBalancer> how) {
        balancer = host.serve(how.apply(balancer));
    }

    TestBalancer balancer() {
        return balancer;
    }

    TestHost host() {
        return host;
    }

    /** A handshake, a request and its answer, as openssl tells. */
    String get(String... options) {
        return Openssl.client(balancer.address(), GET, options);
    }

    @Override
    public void close() throws IOException {
        node.close();
        host.close();
    }
}
