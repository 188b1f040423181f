package io.steelyard.proxy.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.desired.Bind;
import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.hostlink.Message;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class HostEngineTest {
    private final Transport transport;
    private final TestHost host;
    private final List<FaultyBackend> backends = new ArrayList<>();

    HostEngineTest(Transport transport) {
        this.transport = transport;
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
    void aPortThatAnotherProcessHoldsIsRejectedAndRepairedOnceItIsFree() throws IOException {
        TestBalancer balancer = TestBalancer.tcp(1, named("a"));
        try (ServerSocket _ = holding(balancer.address(), false)) {
            assertRejected(
                    balancer, Failure.Code.ADDRESS_IN_USE, balancer.bind().toString());
        }

        host.serve(balancer);

        assertThat(nameOfNode(balancer)).isEqualTo("a");
    }

    @Test
    void aPortHeldWithReusePortIsNotShared() throws IOException {
        TestBalancer balancer = TestBalancer.tcp(1, named("a"));
        try (ServerSocket other = holding(balancer.address(), true)) {
            assertRejected(
                    balancer, Failure.Code.ADDRESS_IN_USE, balancer.bind().toString());
            assertThat(other.isBound()).isTrue();
        }
    }

    @Test
    void nobodyCanListenBesideUs() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a")));

        assertThatThrownBy(() -> holding(balancer.address(), true)).isInstanceOf(SocketException.class);
    }

    @Test
    void anAddressOfNoInterfaceIsRejected() throws IOException {
        TestBalancer balancer = TestBalancer.tcp(1, named("a"))
                .withAddress(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.77"), 18080));

        assertRejected(balancer, Failure.Code.ADDRESS_NOT_AVAILABLE, "192.0.2.77");
    }

    @Test
    void aRejectedChangeLeavesTheLastGoodGenerationServing() throws IOException {
        TestBalancer good = host.serve(TestBalancer.tcp(1, named("a")));
        TestBalancer bad = good.withAddress(TestBalancer.freeAddress());
        try (ServerSocket _ = holding(bad.address(), false)) {
            assertRejected(bad, Failure.Code.ADDRESS_IN_USE, "another process");

            assertThat(nameOfNode(good)).isEqualTo("a");
            assertThat(host.engine().known()).containsExactly(new Message.Known(good.lbId(), good.generation(), true));
        }

        host.serve(bad);
        assertThat(nameOfNode(bad)).isEqualTo("a");
    }

    @Test
    void oneRejectedEntryDoesNotHoldUpTheOthers() throws IOException {
        TestBalancer bad = TestBalancer.tcp(1, named("a"));
        TestBalancer good = TestBalancer.tcp(2, named("b"));
        try (ServerSocket _ = holding(bad.address(), false)) {
            List<EntryReport> reports = host.converge(bad.entry(), good.entry());

            assertThat(reports).hasSize(2);
            assertThat(reports.getFirst()).isInstanceOf(EntryReport.Rejected.class);
            assertThat(reports.getLast()).isEqualTo(good.applied());
            assertThat(nameOfNode(good)).isEqualTo("b");
        }
    }

    @Test
    void anAddressMovesBetweenBalancersWithinOneMessage() throws IOException {
        TestBalancer first = host.serve(TestBalancer.tcp(1, named("a")));
        TestBalancer moved = first.withAddress(TestBalancer.freeAddress());
        TestBalancer second = TestBalancer.tcp(2, named("b")).withAddress(first.address());

        assertThat(host.converge(second.entry(), moved.entry())).containsExactly(second.applied(), moved.applied());

        assertThat(nameOfNode(second)).isEqualTo("b");
        assertThat(nameOfNode(moved)).isEqualTo("a");
    }

    @Test
    void aPortChangeDrainsOpenConnectionsAndGivesTheOldPortBack() throws IOException {
        TestBalancer before = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = before.connect()) {
            assertEchoes(client);

            TestBalancer after = host.serve(before.withAddress(TestBalancer.freeAddress()));

            assertEchoes(client);
            try (Socket later = after.connect()) {
                assertEchoes(later);
            }
            try (ServerSocket taken = holding(before.address(), false)) {
                assertThat(taken.isBound()).isTrue();
            }
        }
    }

    @Test
    void aReleasedPortIsFreeWhenTheReportSaysSo() throws IOException {
        for (int round = 1; round <= 50; round++) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(round));
            host.converge(balancer.absent());
            holding(balancer.address(), false).close();
        }
    }

    @Test
    void theSameEntryAgainChangesNothing() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            host.serve(balancer);

            assertEchoes(client);
        }
    }

    @Test
    void anOlderGenerationIsIgnoredAndAnsweredWithTheCurrentOne() throws IOException {
        TestBalancer old = TestBalancer.tcp(1, named("old"));
        TestBalancer current = host.serve(old.withNodes(named("new")));

        assertThat(host.converge(old.entry())).containsExactly(current.applied());

        assertThat(nameOfNode(current)).isEqualTo("new");
    }

    @Test
    void aTombstoneOutlivesLateWordsOfItsBalancer() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a")));
        Entry.Absent absent = balancer.absent();
        EntryReport gone = new EntryReport.Applied(absent.id(), absent.generation());

        assertThat(host.converge(absent)).containsExactly(gone);
        assertThat(host.converge(absent)).containsExactly(gone);
        assertThat(host.converge(balancer.entry())).containsExactly(gone);

        assertThatThrownBy(balancer::connect).isInstanceOf(SocketException.class);
        assertThat(host.engine().known()).containsExactly(new Message.Known(absent.id(), absent.generation(), false));
    }

    @Test
    void aTombstoneForAnUnknownBalancerIsApplied() {
        Entry.Absent absent = TestBalancer.tcp(9).absent();

        assertThat(host.converge(absent)).containsExactly(new EntryReport.Applied(absent.id(), absent.generation()));
    }

    @Test
    void aDeletedBalancersConnectionsAreCutAtOnce() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            host.converge(balancer.absent());

            assertThat(host.connections()).isZero();
            assertCut(client);
        }
    }

    @Test
    void aCompleteSnapshotThatLacksAServedBalancerIsRefusedWhole() throws IOException {
        TestBalancer served = host.serve(TestBalancer.tcp(1, named("a")));
        TestBalancer other = TestBalancer.tcp(2, named("b"));

        List<EntryReport> reports = host.engine().converge(new HostDesired(1, true, List.of(other.entry())));

        assertThat(reports)
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.reason()).contains("load balancer 1"));
        assertThatThrownBy(other::connect).isInstanceOf(SocketException.class);
        assertThat(nameOfNode(served)).isEqualTo("a");
    }

    @Test
    void aHigherStoreEpochCountsGenerationsAnewAndALowerOneIsRefused() throws IOException {
        TestBalancer served = host.serve(TestBalancer.tcp(1, named("a")).at(9));
        TestBalancer restored = served.withNodes(named("b")).at(2);

        assertThat(host.engine().converge(new HostDesired(2, false, List.of(restored.entry()))))
                .containsExactly(restored.applied());
        assertThat(nameOfNode(served)).isEqualTo("b");

        assertThat(host.converge(served.at(10).entry()))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.reason()).contains("epoch 2"));
        assertThat(nameOfNode(served)).isEqualTo("b");
        assertThat(host.engine().storeEpoch()).isEqualTo(2);
    }

    @Test
    void disablingANodeCutsItsConnectionsAndNoOthers() throws IOException {
        TestBalancer balancer =
                host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing()), use(FaultyBackend.echoing())));
        try (Socket first = balancer.connect()) {
            assertEchoes(first);
            try (Socket second = balancer.connect()) {
                assertEchoes(second);

                host.serve(balancer.withCondition(0, Condition.DISABLED));

                assertCut(first);
                assertEchoes(second);
            }
        }
    }

    @Test
    void removingANodeCutsItsConnections() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            host.serve(balancer.withoutNode(0));

            assertCut(client);
        }
    }

    @Test
    void aDrainingNodeKeepsItsConnectionsAndGetsNoNewOnes() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a"), named("b")));
        try (Socket open = balancer.connect()) {
            assertThat(open.getInputStream().readNBytes(2)).isEqualTo("a\n".getBytes(US_ASCII));

            TestBalancer draining = host.serve(balancer.withCondition(0, Condition.DRAINING));

            assertEchoes(open);
            for (int i = 0; i < 4; i++) {
                assertThat(nameOfNode(draining)).isEqualTo("b");
            }
        }
    }

    @Test
    void aNodeEnabledAgainIsUsedAgain() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a")));
        TestBalancer disabled = host.serve(balancer.withCondition(0, Condition.DISABLED));

        TestBalancer enabled = host.serve(disabled.withCondition(0, Condition.ENABLED));

        assertThat(nameOfNode(enabled)).isEqualTo("a");
    }

    @Test
    void turnsGoOnThroughAChange() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, named("a"), named("b"), named("c")));
        assertThat(nameOfNode(balancer)).isEqualTo("a");

        TestBalancer changed = host.serve(balancer.withIdleTimeout(Duration.ofSeconds(9)));

        assertThat(nameOfNode(changed)).isEqualTo("b");
        host.serve(changed.withAlgorithm(Algorithm.RANDOM));
        TestBalancer back =
                host.serve(changed.withIdleTimeout(Duration.ofSeconds(8)).at(20));
        assertThat(nameOfNode(back)).isEqualTo("c");
    }

    @Test
    void changesUnderLoadLoseNoConnection() throws Exception {
        FaultyBackend a = use(FaultyBackend.echoing());
        FaultyBackend b = use(FaultyBackend.echoing());
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, a, b));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                counts.add(clients.submit(() -> echoUntil(done, balancer)));
            }
            TestBalancer latest = balancer;
            for (int i = 0; i < 100; i++) {
                latest = host.serve(
                        i % 2 == 0
                                ? latest.withCondition(1, Condition.DRAINING)
                                : latest.withCondition(1, Condition.ENABLED)
                                        .withAlgorithm(Algorithm.values()[i / 2 % 5])
                                        .withWeight(i / 2 % 2, 1 + i)
                                        .withIdleTimeout(Duration.ofSeconds(30 + i % 5)));
            }
            done.set(true);

            for (Future<Integer> count : counts) {
                assertThat(count.get(20, TimeUnit.SECONDS)).isPositive();
            }
        }
    }

    private static int echoUntil(AtomicBoolean done, TestBalancer balancer) throws IOException {
        int echoed = 0;
        do {
            try (Socket client = balancer.connect()) {
                assertEchoes(client);
                echoed++;
            }
        } while (!done.get());
        return echoed;
    }

    @Test
    void aProtocolChangeKeepsTheSocketAndItsOpenConnections() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            host.serve(balancer.withProtocol(Protocol.HTTP));

            assertEchoes(client);
        }
    }

    @Test
    void aVirtualIpThatGoesLetsItsConnectionsEndAndTheOthersAlone() throws IOException {
        TestBalancer first = TestBalancer.tcp(1, use(FaultyBackend.echoing()));
        TestBalancer second = first.withAddress(TestBalancer.freeAddress());
        assertThat(host.converge(entryWith(first.at(1), first.bind(), second.bind())))
                .containsExactly(first.at(1).applied());
        try (Socket staying = first.connect();
                Socket going = second.connect()) {
            assertEchoes(staying);
            assertEchoes(going);

            assertThat(host.converge(entryWith(first.at(2), first.bind())))
                    .containsExactly(first.at(2).applied());

            assertEchoes(staying);
            assertEchoes(going);
            echoOnce(first);
            assertThatThrownBy(second::connect).isInstanceOf(SocketException.class);
        }
    }

    /** As a suspended balancer is described. */
    @Test
    void withoutEndpointsOpenConnectionsAreCutAndNewOnesClosed() throws IOException {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            TestBalancer suspended = host.serve(balancer.withNodes());

            assertCut(client);
            assertThatThrownBy(() -> echoOnce(suspended)).isInstanceOf(SocketException.class);
            echoOnce(host.serve(balancer.at(suspended.generation() + 1)));
        }
    }

    @Test
    void whatThisHostCannotServeIsRejected() {
        TestBalancer balancer = TestBalancer.tcp(1);
        Bind tcp = balancer.bind();
        Bind udp = new Bind(tcp.address(), tcp.port(), io.steelyard.domain.listener.Transport.UDP);

        assertThat(host.converge(entryWith(balancer, udp)))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isEqualTo(Failure.Code.UNSUPPORTED));
        assertThat(host.converge(entryWith(balancer, tcp, tcp)))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isEqualTo(Failure.Code.UNSUPPORTED));
    }

    private static Entry entryWith(TestBalancer balancer, Bind... binds) {
        DesiredListener listener = new DesiredListener(
                new ListenerId(1),
                Role.PRIMARY,
                Protocol.TCP,
                List.of(binds),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Algorithm.RANDOM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                balancer.endpoints(),
                TrafficPolicy.DEFAULT);
        return new Entry.Present(
                balancer.lbId(), balancer.generation(), new DesiredLoadBalancer(balancer.lbId(), List.of(listener)));
    }

    @Test
    void clientsAboveTheCapAreClosedAndPlacesComeBack() throws IOException {
        try (TestHost small = TestHost.start(transport, TestHost.LIMITS.withClientsPerBalancer(2))) {
            TestBalancer balancer = small.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
            try (Socket first = balancer.connect();
                    Socket second = balancer.connect()) {
                assertEchoes(first);
                assertEchoes(second);
                assertThatThrownBy(() -> echoOnce(balancer)).isInstanceOf(SocketException.class);
                assertEchoes(first);
            }
            await().untilAsserted(() -> assertThat(small.connections()).isZero());
            echoOnce(balancer);
        }
    }

    @Test
    void oneBalancerCannotTakeTheProcesssLastSockets() throws IOException {
        try (TestHost small = TestHost.start(transport, TestHost.LIMITS.withSockets(8))) {
            TestBalancer balancer = small.serve(TestBalancer.tcp(1, use(FaultyBackend.echoing())));
            List<Socket> clients = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (clients.size() < 8) {
                            Socket client = balancer.connect();
                            clients.add(client);
                            assertEchoes(client);
                        }
                    })
                    .isInstanceOf(SocketException.class);

            assertThat(clients).hasSizeBetween(3, 5);
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void nothingIsAppliedOnceItStops() {
        TestBalancer balancer = host.serve(TestBalancer.tcp(1));
        host.engine().stopListening(Duration.ZERO);

        assertThat(host.converge(balancer.at(2).entry())).isEmpty();
        assertThatThrownBy(balancer::connect).isInstanceOf(SocketException.class);
    }

    private void assertRejected(TestBalancer balancer, Failure.Code code, String reason) {
        assertThat(host.converge(balancer.entry()))
                .singleElement(InstanceOfAssertFactories.type(EntryReport.Rejected.class))
                .satisfies(rejected -> {
                    assertThat(rejected.generation()).isEqualTo(balancer.generation());
                    assertThat(rejected.code()).isEqualTo(code);
                    assertThat(rejected.reason()).contains(reason).endsWith(".");
                });
    }

    private static ServerSocket holding(InetSocketAddress address, boolean reusePort) throws IOException {
        ServerSocket holder = new ServerSocket();
        try {
            holder.setOption(StandardSocketOptions.SO_REUSEPORT, reusePort);
            holder.bind(address);
            return holder;
        } catch (IOException refused) {
            holder.close();
            throw refused;
        }
    }

    private static void echoOnce(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            assertEchoes(client);
        }
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write("ping".getBytes(US_ASCII));
        byte[] answer = client.getInputStream().readNBytes(4);
        if (answer.length < 4) {
            throw new SocketException("closed after " + answer.length + " bytes");
        }
        assertThat(answer).isEqualTo("ping".getBytes(US_ASCII));
    }

    private static void assertCut(Socket client) {
        assertThatThrownBy(() -> assertEchoes(client)).isInstanceOf(SocketException.class);
    }

    private static String nameOfNode(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            client.shutdownOutput();
            return FaultyBackend.readAll(client.getInputStream()).strip();
        }
    }

    private FaultyBackend named(String name) throws IOException {
        return use(FaultyBackend.named(name));
    }

    private FaultyBackend use(FaultyBackend backend) {
        backends.add(backend);
        return backend;
    }
}
