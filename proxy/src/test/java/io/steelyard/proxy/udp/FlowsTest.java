package io.steelyard.proxy.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.desired.Endpoint;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.proxy.NodeNews;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.accesslog.SealedLines;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.HealthLimits;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class FlowsTest {
    private final TestHost host;
    private final List<AutoCloseable> opened = new ArrayList<>();

    FlowsTest(Transport transport) {
        HealthLimits health = new HealthLimits(
                3, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(4), 0);
        host = TestHost.start(transport, TestHost.LIMITS.withHealth(health));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        host.close();
    }

    @Test
    void answersComeFromTheVirtualIp() throws IOException {
        TestBalancer balancer = serve(Protocol.UDP, node("a"));

        assertThat(client(balancer).ask("hello")).isEqualTo("a hello");
    }

    @Test
    void aFlowLeavesItsLineWhereALogIsKept(@TempDir Path directory) throws IOException {
        Path logs = directory.resolve("logs");
        opened.add(
                host.keepLogs(logs, AccessLogLimits.DEFAULT.withPeriod(Duration.ofSeconds(1)), InstantSource.system()));
        TestBalancer balancer =
                host.serve(serve(Protocol.DNS_UDP, node("a")).withPolicy(policy -> policy.withConnectionLogging(true)));

        assertThat(client(balancer).ask("hello")).isEqualTo("a hello");

        await().untilAsserted(() -> assertThat(new SealedLines(logs).lines())
                .singleElement()
                .asString()
                .endsWith(" finished")
                .contains(" 5 7 "));
    }

    @Test
    void longDatagramsArriveWhole() throws IOException {
        TestBalancer balancer = serve(Protocol.UDP, node("a"));
        String question = "x".repeat(60_000);

        assertThat(client(balancer).ask(question)).isEqualTo("a " + question);
    }

    @Test
    void whatAClientSendsWithinAMomentStaysWithOneNodeAndClientsTakeTurns() throws IOException {
        TestBalancer balancer = serve(Protocol.UDP, node("a"), node("b"));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DatagramClient client = client(balancer);
            answers.add(client.ask("1") + "," + client.ask("2") + "," + client.ask("3"));
        }

        assertThat(answers).containsOnly("a 1,a 2,a 3", "b 1,b 2,b 3");
        assertThat(answers.stream().filter(answer -> answer.startsWith("a"))).hasSize(2);
    }

    @Test
    void aDnsClientWhoseQuestionIsAnsweredGetsTheNextNode() throws IOException {
        TestBalancer balancer = serve(Protocol.DNS_UDP, node("a"), node("b"));
        DatagramClient resolver = client(balancer);

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(resolver.ask("q"));
        }

        assertThat(answers).containsExactlyInAnyOrder("a q", "b q", "a q", "b q");
        await().until(() -> host.connections() == 0);
    }

    @Test
    void anAddressKeepsItsNodeWhereSessionsAreKept() throws IOException {
        TestBalancer balancer = host.serve(balancer(Protocol.DNS_UDP, node("a"), node("b"))
                .withFeature(listener ->
                        listener.withPersistence(Optional.of(SessionPersistence.SOURCE_IP), Optional.empty())));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(client(balancer).ask("q"));
        }

        assertThat(Set.copyOf(answers)).hasSize(1);
    }

    @Test
    void twoDnsQuestionsAtOnceAreBothAnswered() throws IOException {
        TestBalancer balancer = serve(Protocol.DNS_UDP, node("a"));
        DatagramClient resolver = client(balancer);

        resolver.send("A");
        resolver.send("AAAA");

        assertThat(List.of(resolver.receive(), resolver.receive())).containsExactlyInAnyOrder("a A", "a AAAA");
    }

    @Test
    void aNodeWhereNothingListensGoesOfflineAndComesBack() throws IOException {
        DatagramNode gone = node("gone");
        TestBalancer balancer = serve(Protocol.UDP, gone, node("b"));
        NodeNews news = new NodeNews();
        host.engine().observe(news);
        gone.close();

        await().until(() -> {
            client(balancer).nodeThatAnswers(50);
            return news.failure(new NodeId(1)).equals(Optional.of(NodeFailure.PORT_UNREACHABLE));
        });

        opened.add(DatagramNode.start("back", gone.address()));
        await().until(() -> {
            client(balancer).nodeThatAnswers(200);
            return news.failure(new NodeId(1)).isEmpty();
        });
        assertThat(List.of(client(balancer).ask("q"), client(balancer).ask("q")))
                .containsExactlyInAnyOrder("back q", "b q");
    }

    @Test
    void aDisabledNodeLosesItsFlows() throws IOException {
        TestBalancer balancer = serve(Protocol.UDP_STREAM, node("a"), node("b"));
        DatagramClient client = client(balancer);
        String first = client.ask("q");

        host.serve(balancer.withCondition(first.startsWith("a") ? 0 : 1, Condition.DISABLED));

        assertThat(client.ask("q")).isEqualTo(first.startsWith("a") ? "b q" : "a q");
    }

    @Test
    void aDeletedBalancerLetsItsPortAndItsFlowsGo() throws IOException {
        TestBalancer balancer = serve(Protocol.UDP_STREAM, node("a"));
        client(balancer).ask("q");
        assertThat(host.connections()).isOne();

        host.converge(balancer.absent());

        assertThat(host.connections()).isZero();
        new DatagramSocket(balancer.address()).close();
    }

    @Test
    void aPortThatAnotherProcessHoldsIsRejectedAndTcpDoesNotHoldIt() throws IOException {
        TestBalancer balancer = balancer(Protocol.UDP, node("a"));
        try (DatagramSocket _ = new DatagramSocket(balancer.address())) {
            assertThat(host.converge(balancer.entry()))
                    .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                    .satisfies(rejected -> assertThat(rejected.code()).isEqualTo(Failure.Code.ADDRESS_IN_USE));
        }
        try (ServerSocket _ = new ServerSocket(
                balancer.address().getPort(), 1, balancer.address().getAddress())) {
            host.serve(balancer);
            assertThat(client(balancer).ask("q")).isEqualTo("a q");
        }
    }

    private TestBalancer serve(Protocol protocol, DatagramNode... nodes) {
        return host.serve(balancer(protocol, nodes));
    }

    private static TestBalancer balancer(Protocol protocol, DatagramNode... nodes) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (DatagramNode node : nodes) {
            endpoints.add(endpoint(new NodeId(endpoints.size() + 1), node.address()));
        }
        return new TestBalancer(
                1, 1, TestBalancer.freeAddress(), protocol, Algorithm.ROUND_ROBIN, endpoints, UnaryOperator.identity());
    }

    private static Endpoint endpoint(NodeId id, InetSocketAddress at) {
        return new Endpoint(
                id,
                IpAddress.of(at.getAddress().getAddress()),
                new Port(at.getPort()),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY);
    }

    private DatagramNode node(String name) throws IOException {
        DatagramNode node = DatagramNode.start(name);
        opened.add(node);
        return node;
    }

    private DatagramClient client(TestBalancer balancer) throws IOException {
        DatagramClient client = new DatagramClient(balancer.address());
        opened.add(client);
        return client;
    }
}
