package io.steelyard.proxy.names;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has a name, with a real name server. */
class NamedNodeTest {
    private static final String NAME = "node.steelyard.test";
    private static final String ONE = "127.77.1.1";
    private static final String OTHER = "127.77.1.2";
    private static final String CLOSED = "127.77.2.1";
    private static final NodeNetworks NETWORKS =
            new NodeNetworks(true, List.of(), List.of(), List.of(Cidr.require("127.77.2.0/24")));
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory = Path.of("");

    private final ServerSocket one;
    private final ServerSocket other;
    private final ServerSocket closed;
    private Dnsmasq dns;
    private TestHost host;

    NamedNodeTest() throws IOException {
        one = listen(ONE, 0);
        other = listen(OTHER, one.getLocalPort());
        closed = listen(CLOSED, one.getLocalPort());
    }

    @BeforeEach
    void start() throws IOException {
        dns = Dnsmasq.start(directory);
        host = TestHost.start(TransportChoice.best().transport(), dns.address());
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        dns.close();
        for (ServerSocket each : List.of(one, other, closed)) {
            each.close();
        }
    }

    @Test
    void isFollowedWhereItsNameLeadsAndOpenConnectionsGoOn() throws Exception {
        dns.serve(NAME, ONE);
        TestBalancer balancer = serve();
        awaitReached(balancer, '1');
        try (Socket open = balancer.connect()) {
            assertThat(octet(open)).isEqualTo('1');

            dns.serve(NAME, OTHER);

            awaitReached(balancer, '2');
            open.getOutputStream().write('x');
            assertThat(octet(open)).isEqualTo('x');
        }
    }

    @Test
    void keepsItsAddressAsLongAsItsNameHasIt() throws Exception {
        dns.serve(NAME, ONE);
        TestBalancer balancer = serve();
        awaitReached(balancer, '1');

        dns.serve(NAME, OTHER, ONE);
        dns.awaitSaid(NAME + " is " + OTHER, 2);

        for (int i = 0; i < 20; i++) {
            assertThat(reached(balancer)).isEqualTo('1');
        }
    }

    @Test
    void staysWhereItWasWhileItsNameIsGone() throws Exception {
        dns.serve(NAME, ONE);
        TestBalancer balancer = serve();
        awaitReached(balancer, '1');

        dns.serve("another.steelyard.test", OTHER);
        dns.awaitSaid(NAME + " is NX", 2);

        assertThat(reached(balancer)).isEqualTo('1');
    }

    @Test
    void isNowhereUntilItsNameLeadsSomewhere() throws Exception {
        TestBalancer balancer = serve();
        assertThat(reached(balancer)).isEqualTo(-1);

        dns.serve(NAME, ONE);

        awaitReached(balancer, '1');
    }

    @Test
    void isNeverReachedAtAnAddressThatIsClosedToNodes() throws Exception {
        dns.serve(NAME, CLOSED);
        TestBalancer balancer = serve();
        dns.awaitSaid(NAME + " is " + CLOSED, 1);
        assertThat(reached(balancer)).isEqualTo(-1);

        dns.serve(NAME, CLOSED, OTHER);

        awaitReached(balancer, '2');
    }

    @Test
    void saysWhyItsNameLeadsNowhere() throws Exception {
        List<NodeFailure> reasons = new CopyOnWriteArrayList<>();
        host.engine()
                .observe((_, reports, _) -> reports.forEach(
                        report -> report.outage().map(Outage::failure).ifPresent(reasons::add)));

        serve();
        await().atMost(LIMIT).until(() -> reasons.equals(List.of(NodeFailure.UNRESOLVED)));
        dns.serve(NAME, CLOSED);

        await().atMost(LIMIT).until(() -> reasons.equals(List.of(NodeFailure.UNRESOLVED, NodeFailure.CLOSED_ADDRESS)));
    }

    @Test
    void saysWhenNoNameServerAnswers() {
        List<NodeFailure> reasons = new CopyOnWriteArrayList<>();
        host.engine()
                .observe((_, reports, _) -> reports.forEach(
                        report -> report.outage().map(Outage::failure).ifPresent(reasons::add)));
        dns.close();

        serve();

        await().atMost(LIMIT).until(() -> reasons.equals(List.of(NodeFailure.NAME_UNANSWERED)));
    }

    @Test
    void isCutOffWhenItsAddressIsClosedToNodes() throws Exception {
        dns.serve(NAME, CLOSED);
        NodeNetworks open = new NodeNetworks(true, List.of(), List.of(), List.of());
        TestBalancer balancer = TestBalancer.tcp(1).withNameAt(NAME, one.getLocalPort());
        host.converge(balancer.entry(open));
        awaitReached(balancer, '1');
        try (Socket client = balancer.connect()) {
            assertThat(octet(client)).isEqualTo('1');

            host.converge(balancer.entry(NETWORKS));

            assertThatThrownBy(() -> octet(client)).isInstanceOf(SocketException.class);
            assertThat(reached(balancer)).isEqualTo(-1);
        }
    }

    private TestBalancer serve() {
        TestBalancer balancer = TestBalancer.tcp(1).withNameAt(NAME, one.getLocalPort());
        assertThat(host.converge(balancer.entry(NETWORKS))).containsExactly(balancer.applied());
        return balancer;
    }

    private static void awaitReached(TestBalancer balancer, char node) {
        await().atMost(LIMIT).until(() -> reached(balancer) == node);
    }

    /** The first octet of a new connection; −1 when there is none. */
    private static int reached(TestBalancer balancer) {
        try (Socket client = balancer.connect()) {
            return octet(client);
        } catch (IOException reset) {
            return -1;
        }
    }

    private static int octet(Socket client) throws IOException {
        return client.getInputStream().read();
    }

    /** Says the last digit of its address, then echoes. */
    private static ServerSocket listen(String address, int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
        Thread.ofVirtual().start(() -> accept(socket, address.substring(address.length() - 1)));
        return socket;
    }

    private static void accept(ServerSocket socket, String name) {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> echo(client, name));
            }
        } catch (IOException closedSocket) {
            // The test is over.
        }
    }

    private static void echo(Socket client, String name) {
        try (client) {
            client.getOutputStream().write(name.getBytes(US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // The client went.
        }
    }
}
