package io.steelyard.proxy.ftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.PortRange;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.node.Condition;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class FtpTest {
    private static final PortRange PORTS = new PortRange(new Port(28_000), new Port(28_999));
    private static final PortRange ONE_PORT = new PortRange(new Port(27_999), new Port(27_999));
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Transport transport;
    private final FtpNode node = new FtpNode("a");
    private final List<AutoCloseable> owned = new ArrayList<>();
    private TestHost host;
    private TestBalancer balancer;

    FtpTest(Transport transport) {
        this.transport = transport;
    }

    @BeforeEach
    void start() throws IOException {
        start(new FtpLimits(PORTS, LONG));
    }

    private void start(FtpLimits limits) throws IOException {
        host = own(TestHost.start(transport, TestHost.LIMITS.withFtp(limits)));
        FaultyBackend backend = own(node.start());
        balancer = host.serve(
                TestBalancer.tcp(1, backend).withProtocol(Protocol.FTP).at(1));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : owned.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASV", "EPSV"})
    void aFileComesThroughAPortOfTheVirtualIp(String passive) throws IOException {
        try (Client client = login()) {
            int port = client.passive(passive);

            assertThat(port).isBetween(PORTS.first().value(), PORTS.last().value());
            try (Socket data = connect(port)) {
                assertThat(client.ask("RETR x")).startsWith("150 ");
                assertThat(FaultyBackend.readAll(data.getInputStream())).isEqualTo("a");
            }
            assertThat(client.reply()).startsWith("226 ");
        }
    }

    @Test
    void aFileIsStoredWhole() throws IOException {
        String file = "0123456789".repeat(100_000);
        try (Client client = login()) {
            int port = client.passive("EPSV");
            client.say("STOR x");
            try (Socket data = connect(port)) {
                data.getOutputStream().write(file.getBytes(US_ASCII));
            }

            assertThat(client.reply()).startsWith("150 ");
            assertThat(client.reply()).startsWith("226 ");
        }
        assertThat(node.stored()).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT 127,0,0,1,4,1", "EPRT |1|127.0.0.1|1025|", "port 127,0,0,1,4,1", "LPRT 4", "SPSV"})
    void activeModeIsRefusedAndNeverReachesTheNode(String command) throws IOException {
        try (Client client = login()) {
            assertThat(client.ask(command)).startsWith("502 ");
            assertThat(client.ask("NOOP")).isEqualTo("200 NOOP");
        }
        assertThat(node.commands()).containsExactly("NOOP");
    }

    @Test
    void tlsIsRefused() throws IOException {
        try (Client client = login()) {
            assertThat(client.ask("AUTH TLS")).startsWith("534 ");
        }
    }

    @Test
    void repliesKeepTheOrderOfCommandsThatAreSentTogether() throws IOException {
        try (Client client = login()) {
            client.say("ONE\r\nPORT 1,2,3,4,5,6\r\nTWO\r\nAUTH TLS\r\nTHREE");

            assertThat(client.reply()).isEqualTo("200 ONE");
            assertThat(client.reply()).startsWith("502 ");
            assertThat(client.reply()).isEqualTo("200 TWO");
            assertThat(client.reply()).startsWith("534 ");
            assertThat(client.reply()).isEqualTo("200 THREE");
        }
    }

    @Test
    void aVersionOfIpThatIsTheClientsConcernIsKeptFromTheNode() throws IOException {
        try (Client client = login()) {
            client.passive("EPSV 1");
            assertThat(client.ask("EPSV ALL")).startsWith("229 ");
        }
        assertThat(node.commands()).containsExactly("EPSV", "EPSV ALL");
    }

    @Test
    void aDataPortTakesOneConnection() throws IOException {
        try (Client client = login()) {
            int port = client.passive("PASV");
            try (Socket data = connect(port)) {
                client.ask("RETR x");
                assertThat(FaultyBackend.readAll(data.getInputStream())).isEqualTo("a");
            }

            await().untilAsserted(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
        }
    }

    @Test
    void anotherClientCannotTakeADataPort() throws IOException {
        try (Client client = login()) {
            int port = client.passive("PASV");

            try (Socket thief = new Socket()) {
                thief.bind(new InetSocketAddress(InetAddress.ofLiteral("127.79.0.1"), 0));
                assertThatThrownBy(() -> {
                            thief.connect(
                                    new InetSocketAddress(balancer.address().getAddress(), port));
                            thief.getOutputStream().write(1);
                            while (thief.getInputStream().read() >= 0) {
                                thief.getOutputStream().write(1);
                            }
                            throw new SocketException("closed");
                        })
                        .isInstanceOf(SocketException.class);
            }

            try (Socket data = connect(port)) {
                client.ask("RETR x");
                assertThat(FaultyBackend.readAll(data.getInputStream())).isEqualTo("a");
            }
        }
    }

    @Test
    void aNewDataPortClosesTheOneBefore() throws IOException {
        try (Client client = login()) {
            int first = client.passive("PASV");
            client.passive("PASV");

            await().untilAsserted(() -> assertThatThrownBy(() -> connect(first)).isInstanceOf(ConnectException.class));
        }
    }

    @Test
    void theEndOfTheSessionClosesItsDataPort() throws IOException {
        int port;
        try (Client client = login()) {
            port = client.passive("PASV");
        }

        await().untilAsserted(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
    }

    @Test
    void aDataPortThatNobodyComesToIsClosed() throws IOException {
        start(new FtpLimits(PORTS, Duration.ofMillis(300)));
        try (Client client = login()) {
            int port = client.passive("PASV");

            await().untilAsserted(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
            assertThat(client.ask("NOOP")).isEqualTo("200 NOOP");
        }
    }

    @Test
    void withoutAFreePortTheClientIsToldSo() throws IOException {
        start(new FtpLimits(ONE_PORT, LONG));
        try (Client first = login();
                Client second = login()) {
            assertThat(first.passive("PASV")).isEqualTo(ONE_PORT.first().value());

            assertThat(second.ask("PASV")).startsWith("425 ");
            assertThat(second.ask("NOOP")).isEqualTo("200 NOOP");
        }
    }

    @Test
    void aLongTransferKeepsTheSilentSessionAlive() throws Exception {
        balancer = host.serve(balancer.withIdleTimeout(Duration.ofSeconds(1)));
        try (Client client = login()) {
            int port = client.passive("PASV");
            try (Socket data = connect(port)) {
                assertThat(client.ask("SLOW")).startsWith("150 ");
                await().atMost(Duration.ofSeconds(20))
                        .during(Duration.ofSeconds(3))
                        .untilAsserted(() -> {
                            data.getOutputStream().write(7);
                            assertThat(data.getInputStream().read()).isEqualTo(7);
                        });
            }
            assertThat(client.reply()).startsWith("226 ");
        }
    }

    @Test
    void disablingTheNodeCutsItsTransfers() throws IOException {
        try (Client client = login()) {
            int port = client.passive("PASV");
            try (Socket data = connect(port)) {
                client.ask("SLOW");
                data.getOutputStream().write(1);
                assertThat(data.getInputStream().read()).isEqualTo(1);

                host.serve(balancer.withCondition(0, Condition.DISABLED));

                assertThatThrownBy(() -> data.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void aClientThatNeverEndsItsLineIsCutOff() throws IOException {
        try (Client client = login()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            client.sayRaw("x".repeat(1000));
                        }
                        client.reply();
                    })
                    .isInstanceOf(SocketException.class);
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    private Client login() throws IOException {
        Client client = new Client(balancer.connect());
        assertThat(client.reply()).isEqualTo("220 a");
        return client;
    }

    private Socket connect(int port) throws IOException {
        Socket data = new Socket();
        data.setSoTimeout(20_000);
        try {
            data.connect(new InetSocketAddress(balancer.address().getAddress(), port));
            return data;
        } catch (IOException refused) {
            data.close();
            throw refused;
        }
    }

    private <T extends AutoCloseable> T own(T thing) {
        owned.add(thing);
        return thing;
    }

    /** Speaks FTP as people type it. */
    private record Client(Socket socket, BufferedReader lines) implements AutoCloseable {
        Client(Socket socket) throws IOException {
            this(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)));
        }

        void say(String line) throws IOException {
            sayRaw(line + "\r\n");
        }

        void sayRaw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        }

        String ask(String line) throws IOException {
            say(line);
            return reply();
        }

        /** The last line of the next reply. */
        String reply() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                throw new SocketException("the end");
            }
            if (!line.matches("[0-9]{3}-.*")) {
                return line;
            }
            String last = line.substring(0, 3) + " ";
            while (!line.startsWith(last)) {
                line = lines.readLine();
            }
            return line;
        }

        int passive(String command) throws IOException {
            String reply = ask(command);
            OptionalInt port = DataAddress.portIn(reply);
            assertThat(port).as(reply).isPresent();
            assertThat(reply).startsWith(command.startsWith("PASV") ? "227 " : "229 ");
            return port.getAsInt();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
