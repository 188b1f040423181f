package io.steelyard.proxy.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.Figures;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is seen of real traffic. */
class FiguresTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: lb.test\r\nConnection: close\r\n\r\n";

    private final TestHost host = TestHost.start(Transport.EPOLL);

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void answersAreSeenByStatusAndTimeOfTheBalancerAndItsNode() throws IOException {
        try (FaultyBackend fine = answering("200 OK");
                FaultyBackend lost = answering("404 Not Found")) {
            TestBalancer balancer = serve(fine, lost);

            for (int i = 0; i < 10; i++) {
                ask(balancer);
            }

            Figures all =
                    await(seen -> seen.figures().latencies().count() == 10).figures();
            assertThat(all.requests()).isEqualTo(10);
            assertThat(all.answered(2)).isEqualTo(5);
            assertThat(all.answered(4)).isEqualTo(5);
            assertThat(all.failed()).isZero();
            Figures first = node(0);
            assertThat(first.requests()).isEqualTo(5);
            assertThat(first.answered(2)).isEqualTo(5);
            assertThat(first.latencies().count()).isEqualTo(5);
            assertThat(first.connections()).isPositive();
            assertThat(first.bytesIn()).isGreaterThan(5L * GET.length());
            assertThat(first.bytesOut()).isEqualTo(5L * answer("200 OK").length());
            assertThat(node(1).answered(4)).isEqualTo(5);
        }
    }

    @Test
    void aNodeThatFailsIsSeenAndSoIsTheRetryElsewhere() throws IOException {
        try (FaultyBackend fine = answering("200 OK");
                FaultyBackend closing = FaultyBackend.serving((_, client) -> client.close())) {
            TestBalancer balancer = serve(closing, fine);

            ask(balancer);

            Figures all = await(seen -> seen.figures().answered(2) == 1).figures();
            assertThat(all.retries()).isEqualTo(1);
            assertThat(all.failures()).containsEntry("NODE_RESET", 1L);
            assertThat(node(0).failures()).containsEntry("NODE_RESET", 1L);
            assertThat(node(1).failed()).isZero();
        }
    }

    @Test
    void octetsOfARelayAreSeenAtItsNodeWhileItLasts() throws IOException {
        try (FaultyBackend echo = FaultyBackend.echoing()) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(1, echo));
            try (Socket client = balancer.connect()) {
                client.getOutputStream().write(new byte[10_000]);
                client.getInputStream().readNBytes(10_000);

                await(seen -> node(0).bytesOut() == 10_000);
                assertThat(node(0).bytesIn()).isEqualTo(10_000);
                assertThat(node(0).open()).isEqualTo(1);
            }
            await(seen -> node(0).open() == 0);
            assertThat(node(0).connections()).isEqualTo(1);
        }
    }

    @Test
    void ofSoManyNodesTheBusiestAreTold() throws IOException {
        try (FaultyBackend one = answering("200 OK");
                FaultyBackend other = answering("200 OK")) {
            TestBalancer balancer = serve(one, other);
            for (int i = 0; i < 3; i++) {
                ask(balancer);
            }
            await(seen -> seen.figures().latencies().count() == 3);

            assertThat(host.engine().figures(1).getFirst().nodes())
                    .singleElement()
                    .satisfies(node -> assertThat(node.figures().requests()).isEqualTo(2));
            assertThat(host.engine().figures(0).getFirst().nodes()).isEmpty();
        }
    }

    @Test
    void aBalancerWithoutTrafficIsNotTold() throws IOException {
        try (FaultyBackend node = answering("200 OK")) {
            serve(node);

            assertThat(host.engine().figures(10)).isEmpty();
        }
    }

    private TestBalancer serve(FaultyBackend... nodes) {
        return host.serve(TestBalancer.tcp(1, nodes).withProtocol(Protocol.HTTP).at(1));
    }

    private BalancerFigures await(Predicate<BalancerFigures> wanted) {
        List<BalancerFigures> seen = Awaitility.await()
                .until(() -> host.engine().figures(10), all -> !all.isEmpty() && wanted.test(all.getFirst()));
        return seen.getFirst();
    }

    private Figures node(int place) {
        return host.engine().figures(10).getFirst().nodes().stream()
                .filter(node -> node.node().equals(new NodeId(100 + place)))
                .findFirst()
                .orElseThrow()
                .figures();
    }

    private static void ask(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private static String answer(String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nok";
    }

    private static FaultyBackend answering(String status) throws IOException {
        return FaultyBackend.serving((_, client) -> {
            InputStream in = client.getInputStream();
            int ends = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                ends = octet == '\n' ? ends + 1 : octet == '\r' ? ends : 0;
                if (ends == 2) {
                    client.getOutputStream().write(answer(status).getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
    }
}
