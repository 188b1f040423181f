package io.steelyard.proxy.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which node a connection gets when the first ones accept it and then fail it. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class OpeningTest {
    private static final byte[] HELLO = TlsBytes.clientHello();

    private final TestHost host;
    private final List<FaultyBackend> backends = new ArrayList<>();
    /** All that nodes with a memory were sent, a connection each. */
    private final Queue<ByteArrayOutputStream> received = new ConcurrentLinkedQueue<>();

    OpeningTest(Transport transport) {
        host = TestHost.start(
                transport, TestHost.LIMITS.withTcp(TcpLimits.DEFAULT.withFirstOctetTime(Duration.ofSeconds(1))));
    }

    @AfterEach
    void stop() throws IOException {
        for (FaultyBackend backend : backends) {
            backend.close();
        }
        host.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SMTP", "IMAPv4", "POP3", "FTP"})
    void aNodeThatDoesNotGreetIsPassedOver(Protocol protocol) throws IOException {
        FaultyBackend silent = use(FaultyBackend.silent());

        TestBalancer balancer = serve(protocol, silent, use(FaultyBackend.named("220 b")));

        assertThat(firstLine(balancer)).isEqualTo("220 b");
        assertThat(silent.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SMTP", "FTP", "TCP", "LDAP"})
    void aNodeThatClosesAtOnceIsPassedOver(Protocol protocol) throws IOException {
        FaultyBackend closing = use(FaultyBackend.serving((_, _) -> {}));

        TestBalancer balancer = serve(protocol, closing, use(FaultyBackend.named("220 b")));

        assertThat(firstLine(balancer)).isEqualTo("220 b");
        assertThat(closing.accepted()).isEqualTo(1);
    }

    @Test
    void everyNodeIsTriedOnceAndThenTheClientIsDropped() throws IOException {
        FaultyBackend[] silent = {
            use(FaultyBackend.silent()), use(FaultyBackend.serving((_, _) -> {})), use(FaultyBackend.silent())
        };

        TestBalancer balancer = serve(Protocol.SMTP, silent);

        assertThatThrownBy(() -> firstLine(balancer)).isInstanceOf(SocketException.class);
        assertThat(silent).allSatisfy(node -> assertThat(node.accepted()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void whatAHastyClientSaysReachesTheNodeThatGreetsAlone() throws IOException {
        FaultyBackend silent = use(remembering(new byte[0]));
        FaultyBackend greeting = use(remembering("220 b\n".getBytes(US_ASCII)));
        TestBalancer balancer = serve(Protocol.SMTP, silent, greeting);

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("EHLO hasty\r\n".getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(6)).isEqualTo("220 b\n".getBytes(US_ASCII));
            client.shutdownOutput();
            await().untilAsserted(() -> assertThat(allReceived()).contains("EHLO hasty\r\n"));
        }

        assertThat(allReceived()).containsExactlyInAnyOrder("", "EHLO hasty\r\n");
    }

    @Test
    void whatAClientSaidIsNeverSaidToASecondNode() throws IOException {
        FaultyBackend closing =
                use(FaultyBackend.serving((_, client) -> client.getInputStream().read()));
        FaultyBackend other = use(FaultyBackend.named("b"));
        TestBalancer balancer = serve(Protocol.TCP, closing, other);

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("pay 100".getBytes(US_ASCII));

            assertThat(endsWithoutAByte(client)).isTrue();
        }

        assertThat(other.accepted()).isZero();
    }

    @Test
    void aNodeThatDoesNotAnswerWhatItWasToldEndsTheConnection() throws IOException {
        FaultyBackend other = use(FaultyBackend.named("b"));
        TestBalancer balancer = serve(Protocol.TCP, use(FaultyBackend.silent()), other);

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(1);

            assertThat(endsWithoutAByte(client)).isTrue();
        }

        assertThat(other.accepted()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theSameHelloGoesToTheNextNode(RefusedHello refusal) throws IOException {
        TestBalancer balancer = serve(Protocol.HTTPS, use(refusal.node(this)), use(remembering(TlsBytes.SERVER_HELLO)));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(HELLO);

            assertThat(client.getInputStream().readNBytes(TlsBytes.SERVER_HELLO.length))
                    .isEqualTo(TlsBytes.SERVER_HELLO);
        }

        await().untilAsserted(() -> assertThat(received)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.toByteArray()).isEqualTo(HELLO)));
    }

    @Test
    void aHelloInPiecesIsSentInOne() throws IOException {
        byte[] pieces = TlsBytes.inRecords(HELLO, 40);
        TestBalancer balancer =
                serve(Protocol.IMAPS, use(remembering(TlsBytes.ALERT)), use(remembering(TlsBytes.SERVER_HELLO)));

        try (Socket client = balancer.connect()) {
            client.setTcpNoDelay(true);
            for (byte octet : pieces) {
                client.getOutputStream().write(octet);
            }
            assertThat(client.getInputStream().readNBytes(TlsBytes.SERVER_HELLO.length))
                    .isEqualTo(TlsBytes.SERVER_HELLO);
        }

        await().untilAsserted(() -> assertThat(received)
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent.toByteArray()).isEqualTo(pieces)));
    }

    @Test
    void earlyDataWaitsForTheNodeThatAnswers() throws IOException {
        TestBalancer balancer =
                serve(Protocol.HTTPS, use(remembering(TlsBytes.ALERT)), use(remembering(TlsBytes.SERVER_HELLO)));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HELLO);
        all.writeBytes("early".getBytes(US_ASCII));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(all.toByteArray());
            client.getInputStream().readNBytes(TlsBytes.SERVER_HELLO.length);
            await().untilAsserted(() -> assertThat(received)
                    .extracting(ByteArrayOutputStream::size)
                    .containsExactlyInAnyOrder(HELLO.length, all.size()));
        }
    }

    @Test
    void theAlertOfTheLastNodeReachesTheClient() throws IOException {
        TestBalancer balancer =
                serve(Protocol.LDAPS, use(remembering(TlsBytes.ALERT)), use(remembering(TlsBytes.ALERT)));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write(HELLO);

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(TlsBytes.ALERT);
        }

        assertThat(backends).allSatisfy(node -> assertThat(node.accepted()).isEqualTo(1));
    }

    @Test
    void whatIsNoTlsIsCarriedAsItIs() throws IOException {
        TestBalancer balancer = serve(Protocol.HTTPS, use(FaultyBackend.echoing()));

        try (Socket client = balancer.connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));

            assertThat(client.getInputStream().readNBytes(16)).isEqualTo("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
        }
    }

    @Test
    void whoOnlyLooksWhetherATlsPortIsOpenBothersNoNode() throws IOException {
        FaultyBackend node = use(FaultyBackend.echoing());
        TestBalancer balancer = serve(Protocol.HTTPS, node);

        try (Socket client = balancer.connect()) {
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(node.accepted()).isZero();
    }

    /** How a node may fail a handshake. */
    enum RefusedHello {
        ALERT {
            @Override
            FaultyBackend node(OpeningTest test) throws IOException {
                return test.remembering(TlsBytes.ALERT);
            }
        },
        GARBAGE {
            @Override
            FaultyBackend node(OpeningTest test) throws IOException {
                return test.remembering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            }
        },
        SILENCE {
            @Override
            FaultyBackend node(OpeningTest test) throws IOException {
                return test.remembering(new byte[0]);
            }
        },
        CLOSE {
            @Override
            FaultyBackend node(OpeningTest test) throws IOException {
                return FaultyBackend.serving(
                        (_, client) -> client.getInputStream().readNBytes(HELLO.length));
            }
        },
        RESET {
            @Override
            FaultyBackend node(OpeningTest test) throws IOException {
                return FaultyBackend.resettingAfter("");
            }
        };

        abstract FaultyBackend node(OpeningTest test) throws IOException;
    }

    /** Says this once it heard something, or at once where the client waits for it, and remembers what it is sent. */
    private FaultyBackend remembering(byte[] answer) throws IOException {
        return FaultyBackend.serving((backend, client) -> {
            ByteArrayOutputStream memory = new ByteArrayOutputStream();
            received.add(memory);
            backend.send(client, answer);
            InputStream in = client.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                memory.write(octet);
            }
        });
    }

    private List<String> allReceived() {
        return received.stream().map(sent -> sent.toString(US_ASCII)).toList();
    }

    private TestBalancer serve(Protocol protocol, FaultyBackend... nodes) {
        return host.serve(TestBalancer.tcp(1, nodes).withProtocol(protocol).at(1));
    }

    private static boolean endsWithoutAByte(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static String firstLine(TestBalancer balancer) throws IOException {
        try (Socket client = balancer.connect()) {
            StringBuilder line = new StringBuilder();
            for (int octet = client.getInputStream().read();
                    octet >= 0 && octet != '\n';
                    octet = client.getInputStream().read()) {
                line.append((char) octet);
            }
            return line.toString();
        }
    }

    private FaultyBackend use(FaultyBackend backend) {
        backends.add(backend);
        return backend;
    }
}
