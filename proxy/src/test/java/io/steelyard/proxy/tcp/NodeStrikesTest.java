package io.steelyard.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What relayed connections say of nodes, seen by which nodes get new ones: three failures in a row end that. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class NodeStrikesTest {
    private static final int STRIKES = 3;
    private static final byte[] HELLO = TlsBytes.clientHello();

    private final TestHost host;
    private final List<FaultyBackend> backends = new ArrayList<>();

    NodeStrikesTest(Transport transport) {
        host = TestHost.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend backend : backends) {
            backend.close();
        }
        host.close();
    }

    @Test
    void aNodeThatClosesInsteadOfGreetingIsLeftOut() throws IOException {
        FaultyBackend closing = use(FaultyBackend.serving((_, _) -> {}));
        TestBalancer balancer = serve(Protocol.SMTP, closing, use(FaultyBackend.named("220 b")));

        for (int i = 0; i < 20; i++) {
            try (Socket client = balancer.connect()) {
                assertThat(client.getInputStream().read()).isEqualTo('2');
            }
        }

        assertThat(closing.accepted()).isEqualTo(STRIKES);
    }

    @Test
    void aNodeWhoseHandshakeFailsWhereAnothersSucceedsIsLeftOut() throws IOException {
        FaultyBackend alerting = use(saying(TlsBytes.ALERT));
        TestBalancer balancer = serve(Protocol.HTTPS, alerting, use(saying(TlsBytes.SERVER_HELLO)));

        for (int i = 0; i < 20; i++) {
            assertThat(answer(balancer)).isEqualTo(TlsBytes.SERVER_HELLO[0]);
        }

        assertThat(alerting.accepted()).isEqualTo(STRIKES);
    }

    @Test
    void aHelloThatNoNodeLikesSaysNothingAgainstAny() throws IOException {
        AtomicBoolean pleased = new AtomicBoolean();
        FaultyBackend[] nodes = {use(choosy(pleased)), use(choosy(pleased)), use(choosy(pleased))};
        TestBalancer balancer = serve(Protocol.HTTPS, nodes);
        for (int i = 0; i < 10; i++) {
            assertThat(answer(balancer)).isEqualTo(TlsBytes.ALERT[0]);
        }

        pleased.set(true);
        for (int i = 0; i < 6; i++) {
            assertThat(answer(balancer)).isEqualTo(TlsBytes.SERVER_HELLO[0]);
        }

        assertThat(nodes).extracting(FaultyBackend::accepted).containsOnly(10 + 2);
    }

    private static int answer(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(HELLO);
            return client.getInputStream().read();
        }
    }

    private static FaultyBackend saying(byte[] answer) throws IOException {
        return answering(() -> answer);
    }

    private static FaultyBackend choosy(AtomicBoolean pleased) throws IOException {
        return answering(() -> pleased.get() ? TlsBytes.SERVER_HELLO : TlsBytes.ALERT);
    }

    private static FaultyBackend answering(Supplier<byte[]> answer) throws IOException {
        return FaultyBackend.serving((backend, client) -> {
            client.getInputStream().readNBytes(HELLO.length);
            backend.send(client, answer.get());
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    private TestBalancer serve(Protocol protocol, FaultyBackend... nodes) {
        return host.serve(TestBalancer.tcp(1, nodes).withProtocol(protocol).at(1));
    }

    private FaultyBackend use(FaultyBackend backend) {
        backends.add(backend);
        return backend;
    }
}
